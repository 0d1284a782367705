using System.Buffers;
using TlEngine.Executions;

namespace TlEngine.Engines.Pipelines;

/// <summary>Runs the engine of one step under the step's time limit.</summary>
internal sealed class StepAttempt(Step step, IPreparedCall call, TimeProvider time)
{
    /// <returns>Why it failed; null where it did not.</returns>
    public async ValueTask<StepError?> RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(step.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await call.RunAsync(run, output, stop.Token);
            return null;
        }
        catch (EngineFailedException exception)
        {
            return new StepError(exception.Code, exception.Message, exception.Retriable) { RetryAfter = exception.RetryAfter };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StepError(
                ErrorCodes.EngineTimeout, $"It did not finish within {step.Timeout.TotalSeconds:0.###} s; raise its timeout_s.", true);
        }
    }
}
