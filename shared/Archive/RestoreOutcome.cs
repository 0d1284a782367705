namespace TlEngine.Archive;

/// <param name="Parts">Files of the day; 0: there is no archive of it.</param>
/// <param name="AlreadyThere">Executions whose id, or whose caller's task id, the database has.</param>
public sealed record RestoreOutcome(int Parts, int Restored, int AlreadyThere);
