namespace TlEngine.Tests.EndToEnd;

/// <summary>One service on embedded defaults for all tests of a class that do not stop it.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    internal EngineServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
