namespace TlEngine.Tests.Servers;

/// <summary>A server of its own in a folder of its own on ports of 127.0.0.1, kept over stops and starts.</summary>
internal abstract class ThrowAwayServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ServerProcess? _process;

    protected ThrowAwayServer(string name)
    {
        Name = name;
        Folder = RunFolder.ForServer(name);
    }

    protected string Name { get; }

    protected string Folder { get; }

    /// <summary>Where the server listens.</summary>
    public int Port { get; } = Ports.Take();

    /// <summary>The signal of an orderly, quick stop.</summary>
    protected abstract ServerSignal StopSignal { get; }

    /// <summary>How long it may take to stop before it is killed.</summary>
    protected virtual TimeSpan StopPatience => TimeSpan.FromSeconds(30);

    /// <summary>The signal that ends it at once when its data are worth nothing any more.</summary>
    protected virtual ServerSignal EndSignal => ServerSignal.Kill;

    protected abstract IReadOnlyList<string> Command { get; }

    protected virtual IReadOnlyDictionary<string, string>? ProcessEnvironment => null;

    /// <summary>Whether the server works, asked again and again while it starts. Only the refusals of a starting server may be answered with false.</summary>
    protected abstract Task<bool> AnswersAsync();

    /// <summary>Starts it, with the data it had, and returns when it answers. Nothing happens when it runs.</summary>
    public virtual Task StartAsync() => GatedAsync(async () =>
    {
        if (_process is null)
        {
            _process = ServerProcess.Start(Name, Folder, Command, EndSignal, ProcessEnvironment);
            await _process.WaitUntilAsync(AnswersAsync);
        }
    });

    /// <summary>What the running server has in memory, in bytes.</summary>
    public long WorkingSet() => _process?.WorkingSet() ?? throw new InvalidOperationException($"{Name} does not run.");

    /// <summary>Stops it in good order; connections are cut, data stay.</summary>
    public Task StopAsync() => EndAsync(StopSignal);

    /// <summary>SIGKILL: what was not yet on disk is lost.</summary>
    public virtual Task KillAsync() => EndAsync(ServerSignal.Kill);

    public async ValueTask DisposeAsync()
    {
        await EndAsync(EndSignal);
        await OnEndedAsync();
        await RunFolder.ReapAsync(Folder);
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the server had beside its own process.</summary>
    protected virtual Task OnEndedAsync() => Task.CompletedTask;

    private Task EndAsync(ServerSignal signal) => GatedAsync(async () =>
    {
        if (_process is { } process)
        {
            _process = null;
            await process.EndAsync(signal, StopPatience);
            process.Dispose();
        }
    });

    private async Task GatedAsync(Func<Task> action)
    {
        await _gate.WaitAsync();
        try
        {
            await action();
        }
        finally
        {
            _gate.Release();
        }
    }
}
