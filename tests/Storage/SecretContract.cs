using TlEngine.Readiness;

namespace TlEngine.Tests.Storage;

public abstract class SecretContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task GetOrCreate_ByManyAtOnce_IsOneSecret()
    {
        var secrets = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => Storage.Secrets.GetOrCreateAsync("seal", default))));

        Assert.Single(secrets.Select(secret => Convert.ToHexString(secret.Span)).Distinct());
        Assert.Equal(32, secrets[0].Length);
        Assert.Equal(secrets[0].ToArray(), (await Storage.Secrets.GetOrCreateAsync("seal", default)).ToArray());
    }

    [Fact]
    public async Task GetOrCreate_AnotherName_IsAnotherSecret()
    {
        var first = await Storage.Secrets.GetOrCreateAsync("a", default);

        Assert.NotEqual(first.ToArray(), (await Storage.Secrets.GetOrCreateAsync("b", default)).ToArray());
    }

    [Fact]
    public async Task Probe_DatabaseThere_IsHealthy()
    {
        Assert.Equal(("postgres", true), (Storage.Probe.Name, Storage.Probe.Required));
        Assert.Equal(ProbeResult.Healthy, await Storage.Probe.ProbeAsync(default));
    }

    public sealed class OnPostgres(PostgresStorage storage) : SecretContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : SecretContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : SecretContract(storage), IClassFixture<EmbeddedStorage>;
}
