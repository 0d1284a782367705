namespace TlEngine.Executions;

/// <summary>What an insert found.</summary>
/// <param name="Inserted">False where the id, or the caller's task id, is taken; <paramref name="Row"/> is then the row that has
/// it.</param>
/// <param name="Row">
/// The row now in the database. For one just inserted its times are those of the database. For a duplicate the payloads may be absent
/// (<see cref="Payload.Bytes"/> empty): identity, status and fingerprint are what decides.
/// </param>
public sealed record InsertOutcome(bool Inserted, Execution Row);
