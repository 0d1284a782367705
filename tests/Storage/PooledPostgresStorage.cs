using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Storage;

/// <summary>The same through a pooler that gives each transaction another session.</summary>
public sealed class PooledPostgresStorage : PostgresStorage
{
    private static readonly Lazy<Task<PgBouncerServer>> Pooler = new(
        async () => await PgBouncerServer.StartAsync(await PostgresServer.SharedAsync()));

    protected override async Task<string> ReachAsync(string directUrl) => (await Pooler.Value).UrlFor(directUrl);
}
