using System.Buffers;
using System.Text;
using TlEngine.Engines;
using TlEngine.Executions;

namespace TlEngine.Tests.Executions;

public sealed class EarlyRunTests
{
    private static readonly EngineRun Run = new(new ExecutionId(Guid.CreateVersion7()), DateTimeOffset.UnixEpoch, 1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly Call Writing = new((output, _) =>
    {
        output.Write("{}"u8);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task End_CallSucceeds_IsWhatItWrote()
    {
        await using var run = new EarlyRun(Writing, Run, Long, TimeProvider.System);

        Assert.Equal("{}", Encoding.UTF8.GetString((await run.EndAsync(default)).Span));
        Assert.False(run.Limit.IsCancellationRequested);
    }

    [Fact]
    public async Task End_CallFails_ThrowsWhatTheCallThrows()
    {
        var failure = new EngineFailedException("no_route", "There is no way.", retriable: false);
        await using var run = new EarlyRun(new Call((_, _) => throw failure), Run, Long, TimeProvider.System);

        Assert.Same(failure, await Assert.ThrowsAsync<EngineFailedException>(() => run.EndAsync(default)));
    }

    [Fact]
    public async Task End_Cancelled_StopsTheCall()
    {
        await using var run = new EarlyRun(new Call((_, stop) => Task.Delay(Long, stop)), Run, Long, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();

        var end = run.EndAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        Assert.False(run.Limit.IsCancellationRequested);
    }

    [Fact]
    public async Task End_TookTooLong_IsCancelledByItsLimit()
    {
        var call = new Call((_, stop) => Task.Delay(Long, stop));
        await using var run = new EarlyRun(call, Run, TimeSpan.FromMilliseconds(1), TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.EndAsync(default));
        Assert.True(run.Limit.IsCancellationRequested);
    }

    [Fact]
    public async Task Dispose_StillRunning_StopsItAndWaitsForItsEnd()
    {
        var ended = false;
        var run = new EarlyRun(
            new Call(async (_, stop) =>
            {
                await Task.Delay(Long, stop).ContinueWith(_ => ended = true, TaskScheduler.Default);
                stop.ThrowIfCancellationRequested();
            }),
            Run, Long, TimeProvider.System);

        await run.DisposeAsync();

        Assert.True(ended);
    }

    [Fact]
    public async Task Dispose_CallFailed_IsSilent()
    {
        var run = new EarlyRun(new Call((_, _) => throw new InvalidOperationException()), Run, Long, TimeProvider.System);

        await run.DisposeAsync();
    }

    private sealed class Call(Func<IBufferWriter<byte>, CancellationToken, Task> run) : IPreparedCall
    {
        public int Size => 1;

        public async ValueTask RunAsync(EngineRun context, IBufferWriter<byte> output, CancellationToken cancellationToken) =>
            await run(output, cancellationToken);
    }
}
