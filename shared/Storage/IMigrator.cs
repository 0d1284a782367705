namespace TlEngine.Storage;

/// <summary>Brings the schema up to date.</summary>
public interface IMigrator
{
    /// <summary>Applies the numbered SQL files that are not yet applied, once, under a lock, each in a transaction. One cheap
    /// query when there is nothing to do.</summary>
    /// <returns>The names of the files applied.</returns>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);
}
