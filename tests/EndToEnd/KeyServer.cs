namespace TlEngine.Tests.EndToEnd;

/// <summary>One service for the tests of keys; each makes its own.</summary>
public sealed class KeyServer : IAsyncLifetime
{
    internal EngineServer Engine { get; private set; } = null!;

    public async Task InitializeAsync() => Engine = await EngineServer.StartNewAsync();

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}
