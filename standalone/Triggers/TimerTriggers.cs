using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NCrontab;
using TlEngine.Standalone.Functions;

namespace TlEngine.Standalone.Triggers;

/// <summary>One loop for each timer function, in UTC; a tick that comes while the function still runs is left out.</summary>
internal sealed partial class TimerTriggers(
    FunctionIndex functions, IServiceProvider services, TimeProvider time, ILogger<TimerTriggers> logger) : BackgroundService
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(functions.TriggeredBy<TimerTriggerAttribute>().Select(pair => RunAsync(pair.Function, pair.Trigger, stoppingToken)));

    private async Task RunAsync(FunctionEntry function, TimerTriggerAttribute trigger, CancellationToken stopping)
    {
        await Task.Yield();
        var schedule = CrontabSchedule.Parse(trigger.Schedule, SixFields);
        if (trigger.RunOnStartup)
        {
            await InvokeAsync(function, stopping);
        }

        while (!stopping.IsCancellationRequested)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await Task.Delay(schedule.GetNextOccurrence(now) - now, time, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!stopping.IsCancellationRequested)
            {
                await InvokeAsync(function, stopping);
            }
        }
    }

    private async Task InvokeAsync(FunctionEntry function, CancellationToken stopping)
    {
        try
        {
            await function.InvokeAsync(parameter => parameter.ParameterType switch
            {
                var type when type == typeof(TimerInfo) => new TimerInfo(),
                var type when type == typeof(CancellationToken) => stopping,
                var type when type == typeof(FunctionContext) => new StandaloneContext(
                    function.Name, services, new Dictionary<string, object?>(), stopping),
                var type => throw new NotSupportedException(
                    $"{function.Name} has a parameter of type {type}, which this host cannot bind."),
            });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process ends; the next one's tick does the rest.
        }
        catch (Exception exception)
        {
            // The edge: a failed tick must not end the loop; the next tick is the retry.
            TickFailed(logger, function.Name, exception);
        }
    }

    [LoggerMessage(3001, LogLevel.Error, "The timer function {Function} failed; its next tick tries again.")]
    private static partial void TickFailed(ILogger logger, string function, Exception exception);
}
