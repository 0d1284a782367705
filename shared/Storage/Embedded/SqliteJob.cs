namespace TlEngine.Storage.Embedded;

/// <summary>A piece of work that waits for the writer.</summary>
internal abstract class SqliteJob
{
    /// <summary>Does the work under its own savepoint: when it fails, the rest of the group's transaction is not touched.</summary>
    public void Run(SqliteSession session)
    {
        session.BeginWork();
        session.Execute("SAVEPOINT job");
        if (!TryWork(session))
        {
            session.Execute("ROLLBACK TO job");
        }

        session.Execute("RELEASE job");
    }

    /// <summary>The group is committed: tells the caller.</summary>
    public abstract void Complete();

    /// <summary>The group is lost: tells the caller why.</summary>
    public abstract void Fail(Exception failure);

    protected abstract bool TryWork(SqliteSession session);
}
