using Microsoft.Extensions.Logging;
using TlEngine.Executions.Events;
using TlEngine.Executions.Offload;
using TlEngine.Messaging;
using TlEngine.Observability;
using TlEngine.Observability.Analytics;
using TlEngine.Readiness;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Executions;

/// <summary>Carries a claimed execution to its next status: attempt, write, and what follows from it (wake-up, dead letter).</summary>
internal sealed partial class ExecutionRunner(
    Attempt attempt, PayloadOffload offload, ExecutionWriter writer, LeaseKeeper leases, WakeupPublisher wakeups, DeadLetters deadLetters,
    DeliveryPublisher deliveries, ExecutionWatch watch, IAnalytics analytics, Shutdown shutdown, TimeProvider time,
    ILogger<ExecutionRunner> logger)
{
    /// <summary>How long an outcome is held while the database is away.</summary>
    private static readonly TimeSpan HoldOutcome = TimeSpan.FromSeconds(90);

    /// <summary>As <see cref="RunAsync(Execution, CheckedCall?)"/>, when a slot is free; the lease is renewed while it waits.</summary>
    public async Task<Execution?> RunAsync(Execution row, CheckedCall? call, EngineSlots slots)
    {
        using var held = leases.Keep(row.Claim);
        using var slot = await slots.TakeAsync(CancellationToken.None);
        return await RunAsync(row, call);
    }

    /// <returns>The row as written; null where another worker's outcome stands.</returns>
    /// <exception cref="DependencyUnavailableException">The outcome could not be written; the row's lease will end and another worker runs
    /// it.</exception>
    public async Task<Execution?> RunAsync(Execution row, CheckedCall? call)
    {
        watch.Changed(row.Id);
        Completion completion;
        Completion stored;
        using (var held = leases.Keep(row.Claim))
        {
            completion = await attempt.RunAsync(row, call, held.Lost, shutdown.Abandoning);
            stored = completion.Result is { } result
                ? completion with { Result = await offload.PlaceResultAsync(result, row) }
                : completion;
        }

        var written = await WriteAsync(stored);
        if (written is null)
        {
            ClaimLost(logger, row.Id, row.Fence);
            Instruments.LeasesLost.Add(1);
            return null;
        }

        watch.Changed(written.Id);
        FollowUp(written);
        Report(written);

        // With the result that is at hand: whoever waits for it need not read it back from a file.
        return written with { Result = completion.Result };
    }

    /// <summary>Sees an execution through that nobody waits for any more: its failure would go unseen.</summary>
    public async Task WatchAsync(ExecutionId id, Task<Execution?> running)
    {
        try
        {
            await running;
        }
        catch (DependencyUnavailableException exception)
        {
            LeftBehind(logger, id, exception);
        }
    }

    private void FollowUp(Execution written)
    {
        deliveries.Announce(written);
        switch (written.Status)
        {
            case ExecutionStatus.Queued or ExecutionStatus.Retrying:
                wakeups.Enqueue(new Wakeup(written.Id, written.Attempts, written.Priority, written.DueAt - time.GetUtcNow()));
                break;
            case ExecutionStatus.Failed:
                deadLetters.Enqueue(written);
                break;
            default:
                break;
        }
    }

    /// <summary>Tells of an execution that has reached its end.</summary>
    public void Report(Execution written)
    {
        if (written.Status == ExecutionStatus.Retrying)
        {
            Instruments.Retried(written);
        }

        if (ExecutionTransitions.IsFinal(written.Status))
        {
            Instruments.Ended(written);
            analytics.Capture(written.Caller, "execution finished", new Dictionary<string, object>
            {
                [AnalyticsProperties.EngineId] = written.EngineId,
                [AnalyticsProperties.Status] = written.Status.ToString(),
                [AnalyticsProperties.Attempts] = written.Attempts,
                [AnalyticsProperties.DurationMs] = written.Duration?.TotalMilliseconds ?? 0,
            });
        }
    }

    private async Task<Execution?> WriteAsync(Completion completion)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                // No token: an outcome in hand is worth more than a prompt end.
                return await writer.FinishAsync(completion, CancellationToken.None);
            }
            catch (DependencyUnavailableException exception)
                when (!shutdown.Abandoning.IsCancellationRequested && time.GetElapsedTime(started) < HoldOutcome)
            {
                OutcomeHeld(logger, completion.Claim.Id, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), time, shutdown.Abandoning).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(1121, LogLevel.Warning, "The claim {Fence} on execution {ExecutionId} is gone; its outcome is dropped.")]
    private static partial void ClaimLost(ILogger logger, ExecutionId executionId, long fence);

    [LoggerMessage(1123, LogLevel.Warning,
        "The outcome of execution {ExecutionId} could not be written; when its lease has ended another worker takes it over.")]
    private static partial void LeftBehind(ILogger logger, ExecutionId executionId, Exception exception);

    [LoggerMessage(1122, LogLevel.Warning, "The outcome of execution {ExecutionId} cannot be written yet; holding it.")]
    private static partial void OutcomeHeld(ILogger logger, ExecutionId executionId, Exception exception);
}
