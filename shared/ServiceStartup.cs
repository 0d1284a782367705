using Microsoft.Extensions.Logging;
using TlEngine.Messaging;
using TlEngine.Messaging.Tasks;
using TlEngine.Readiness;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine;

/// <summary>What must exist before anything is served: tables and queues.</summary>
public sealed partial class ServiceStartup(ServiceSettings settings, IMigrator migrator, IExecutionStore executions, IMessageBroker broker,
    TimeProvider time, ILogger<ServiceStartup> logger)
{
    /// <summary>How long a process that serves a queue waits for the broker before it gives up and lets its pod start anew.</summary>
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>All of it, or an exception: the <c>prepare</c> command.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Migrated(logger, string.Join(", ", await migrator.MigrateAsync(cancellationToken)));
        await broker.DeclareTopologyAsync(cancellationToken);
    }

    /// <summary>
    /// Before serving. A process that serves a queue waits for the broker, since a consumer on a missing queue would stay deaf; one that
    /// serves
    /// HTTP only begins at once and answers 503 where it needs what is away. A database that is away is prepared when it is back.
    /// </summary>
    /// <param name="stopping">Ends the attempts that go on in the background.</param>
    public async Task BeforeServingAsync(CancellationToken stopping)
    {
        if (!await TryAsync(PrepareDatabaseAsync, stopping))
        {
            _ = KeepTryingAsync(PrepareDatabaseAsync, stopping);
        }

        if (QueueFunctions.ServedBy(settings).Count > 0)
        {
            await DeclareOrGiveUpAsync(stopping);
        }
        else if (!await TryAsync(broker.DeclareTopologyAsync, stopping))
        {
            _ = KeepTryingAsync(broker.DeclareTopologyAsync, stopping);
        }
    }

    private async Task PrepareDatabaseAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        if (settings.AmqpUrl is null)
        {
            await executions.ForgetPublishedAsync(cancellationToken);
        }
    }

    private async Task DeclareOrGiveUpAsync(CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        while (!await TryAsync(broker.DeclareTopologyAsync, stopping))
        {
            if (time.GetElapsedTime(began) > BrokerPatience)
            {
                throw new DependencyUnavailableException("rabbitmq", null);
            }

            await Task.Delay(Pause, time, stopping);
        }
    }

    private async Task KeepTryingAsync(Func<CancellationToken, Task> step, CancellationToken stopping)
    {
        try
        {
            do
            {
                await Task.Delay(Pause, time, stopping);
            }
            while (!await TryAsync(step, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process ends before the dependency came back.
        }
        catch (Exception exception)
        {
            // The edge of a background step: without this line its failure would go unseen.
            StepFailed(logger, exception);
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken);
            return true;
        }
        catch (DependencyUnavailableException exception)
        {
            NotYet(logger, exception.Dependency, exception);
            return false;
        }
    }

    [LoggerMessage(1001, LogLevel.Information, "The schema is up to date; applied now: [{Files}].")]
    private static partial void Migrated(ILogger logger, string files);

    [LoggerMessage(1002, LogLevel.Warning, "{Dependency} is away at start; trying again.")]
    private static partial void NotYet(ILogger logger, string dependency, Exception exception);

    [LoggerMessage(1003, LogLevel.Critical, "A step of the preparation failed.")]
    private static partial void StepFailed(ILogger logger, Exception exception);
}
