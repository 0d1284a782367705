using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using TlEngine.Executions;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>
/// The tries of one attempt: a few at once, with exponential backoff and jitter, each through its host's breaker. What has to wait longer
/// is left to the execution's own schedule: nobody sleeps here.
/// </summary>
internal sealed class CallTries(HostBreakers breakers, RandomSource random, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <param name="send">One try.</param>
    /// <exception cref="EngineFailedException">The host's breaker is open.</exception>
    public async Task<(OutboundAnswer Answer, int Tries)> RunAsync(
        HttpCallRequest request, CallFailure failure, Func<CancellationToken, Task<OutboundAnswer>> send,
        CancellationToken cancellationToken)
    {
        var tries = 0;
        var builder = new ResiliencePipelineBuilder<OutboundAnswer> { TimeProvider = time };
        if (request.Parameters.Retries > 0)
        {
            builder.AddRetry(Retry(request, failure));
        }

        var pipeline = builder.AddPipeline(breakers.Of(request.Url)).Build();
        try
        {
            var answer = await pipeline.ExecuteAsync(
                async token =>
                {
                    tries++;
                    return await send(token);
                },
                cancellationToken);
            return (answer, tries);
        }
        catch (BrokenCircuitException broken)
        {
            throw new EngineFailedException(
                ErrorCodes.EngineFailed,
                $"Calls to {request.Url.Host} are held back: half of the last ones failed. "
                + $"The next may go in {HostBreakers.Break.TotalSeconds:0} s.",
                retriable: true,
                broken)
            {
                RetryAfter = broken.RetryAfter ?? HostBreakers.Break,
            };
        }
    }

    private RetryStrategyOptions<OutboundAnswer> Retry(HttpCallRequest request, CallFailure failure) => new()
    {
        MaxRetryAttempts = request.Parameters.Retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = FirstDelay,
        MaxDelay = LongestDelay,
        Randomizer = random.NextDouble,
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
        {
            { Exception: OutboundException exception } => failure.MayRepeat(exception),
            { Result: { } answer } => request.Parameters.AcceptStatus == AcceptStatus.Success
                && failure.MayRepeat(answer) && !(answer.RetryAfter(time.GetUtcNow()) > LongestDelay),
            _ => false,
        }),
        DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter(time.GetUtcNow())),
    };
}
