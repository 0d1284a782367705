using System.Buffers;
using TlEngine.Engines;

namespace TlEngine.Executions;

/// <summary>
/// A run that begins while its execution is still being recorded, which takes a long input about as long as the run. Only for a call
/// without side effects: should the record be refused, the run is forgotten. Disposing stops it.
/// </summary>
internal sealed class EarlyRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _stop;
    private readonly Task<ReadOnlyMemory<byte>> _result;

    /// <param name="timeout">How long it may take.</param>
    public EarlyRun(IPreparedCall call, EngineRun run, TimeSpan timeout, TimeProvider time)
    {
        Began = time.GetTimestamp();
        _limit = new CancellationTokenSource(timeout, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        _result = Task.Run(() => RunAsync(call, run, _stop.Token));
    }

    /// <summary>When it began, as a timestamp of the clock it was given.</summary>
    public long Began { get; }

    /// <summary>Trips when it has taken too long.</summary>
    public CancellationToken Limit => _limit.Token;

    /// <summary>Runs a call: the JSON that it writes.</summary>
    public static async Task<ReadOnlyMemory<byte>> RunAsync(IPreparedCall call, EngineRun run, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        await call.RunAsync(run, output, cancellationToken);
        return output.WrittenMemory;
    }

    /// <summary>The JSON that the call writes; throws what the call throws.</summary>
    public async Task<ReadOnlyMemory<byte>> EndAsync(CancellationToken cancellationToken)
    {
        await using var stopping = cancellationToken.Register(_stop.Cancel);
        return await _result;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _limit.Dispose();
    }
}
