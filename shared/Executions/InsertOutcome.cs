namespace TlEngine.Executions;

/// <summary>What an insert found.</summary>
public sealed record InsertOutcome
{
    private readonly Execution? _row;

    /// <param name="inserted">False where the id, or the caller's task id, is taken; <paramref name="row"/> is then the row that has
    /// it.</param>
    public InsertOutcome(bool inserted, Execution row) => (Inserted, _row) = (inserted, row);

    private InsertOutcome()
    {
    }

    /// <summary>Another call has the row's idempotency key; nothing was inserted.</summary>
    public static InsertOutcome KeyTaken { get; } = new();

    public bool Inserted { get; }

    public bool IsKeyTaken => _row is null;

    /// <summary>
    /// The row now in the database; none where the key is taken. For one just inserted its times are those of the database. For a
    /// duplicate the payloads may be absent (<see cref="Payload.Bytes"/> empty): identity, status and fingerprint are what decides.
    /// </summary>
    public Execution Row => _row ?? throw new InvalidOperationException("The idempotency key is taken: there is no row.");
}
