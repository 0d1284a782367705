using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Executions.Events;
using TlEngine.Observability;
using TlEngine.Readiness;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine.Messaging.Events;

/// <summary>
/// Publishes what happens to executions on <c>engine:events</c>, after the commit and each event at least once. Whoever changes rows names
/// them here and goes on; one loop reads, publishes and marks them in groups. What it cannot publish is owed by its row, and
/// <see cref="RelayAsync"/> brings it later.
/// </summary>
internal sealed partial class EventPublisher : IAsyncDisposable
{
    private const int Largest = 500;

    /// <summary>Past this many the rows are left to the relay: an outage must not fill the memory.</summary>
    private const int LongestQueue = 8192;

    /// <summary>A short execution starts and ends within this time: its row is then read and marked once.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly IEventOutbox _outbox;
    private readonly IMessageBroker _broker;
    private readonly string _source;
    private readonly TimeProvider _time;
    private readonly ILogger<EventPublisher> _logger;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<ExecutionId> _changed = Channel.CreateBounded<ExecutionId>(
        new BoundedChannelOptions(LongestQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _loop;

    public EventPublisher(
        IEventOutbox outbox, IMessageBroker broker, ServiceSettings settings, TimeProvider time, ILogger<EventPublisher> logger)
    {
        _outbox = outbox;
        _broker = broker;
        _source = $"/tl-engine/{settings.Environment}";
        _time = time;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>This process has committed a change of the execution: its event is published soon; nobody waits.</summary>
    public void Changed(ExecutionId id)
    {
        if (_broker.HasEventReaders)
        {
            _changed.Writer.TryWrite(id);
        }
    }

    /// <summary>Publishes what could not be published before; where nobody reads events, only records it.</summary>
    /// <param name="grace">The time that a process has to publish its own.</param>
    /// <returns>How many executions had unpublished events.</returns>
    public async Task<int> RelayAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        for (var total = 0; ;)
        {
            var count = _broker.HasEventReaders
                ? await RelayGroupAsync(grace, cancellationToken)
                : await _outbox.ForgiveAsync(grace, Largest, cancellationToken);
            total += count;
            if (count < Largest)
            {
                return total;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _changed.Writer.TryComplete();
        await _ending.CancelAsync();
        await _loop;
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new HashSet<ExecutionId>();
        while (await _changed.Reader.WaitToReadAsync())
        {
            await Task.Delay(Gathering, _time, _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            while (group.Count < Largest && _changed.Reader.TryRead(out var id))
            {
                group.Add(id);
            }

            var published = await TryPublishAsync([.. group]);
            group.Clear();
            if (!published && _ending.IsCancellationRequested)
            {
                // The process ends while a dependency is away: the rows owe the rest.
                return;
            }
        }
    }

    private async Task<bool> TryPublishAsync(IReadOnlyList<ExecutionId> ids)
    {
        Instruments.GroupSizes.Record(ids.Count, new KeyValuePair<string, object?>("group", "event"));
        try
        {
            // No token: the adapters bound the time, and what is committed is to be told even while the process ends.
            await PublishAsync(await _outbox.FindAsync(ids, CancellationToken.None), CancellationToken.None);
            return true;
        }
        catch (Exception exception) when (exception is DependencyUnavailableException or UndeliverableMessageException)
        {
            LeftToRelay(_logger, ids.Count, exception);
            return false;
        }
        catch (Exception exception)
        {
            // The edge of a loop that nobody awaits: without this line it would end unseen, and with it all events of this process.
            Failed(_logger, exception);
            return false;
        }
    }

    private async Task<int> RelayGroupAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var owed = await _outbox.FindOwedAsync(grace, Largest, cancellationToken);
        try
        {
            await PublishAsync(owed, cancellationToken);
        }
        catch (UndeliverableMessageException)
        {
            // Somebody deleted the exchange: what makes it again is the topology.
            await _broker.DeclareTopologyAsync(cancellationToken);
            await PublishAsync(owed, cancellationToken);
        }

        return owed.Count;
    }

    private async Task PublishAsync(IReadOnlyList<OwedEvents> owed, CancellationToken cancellationToken)
    {
        if (owed.Count > 0)
        {
            await _broker.PublishAsync(
                [.. owed.SelectMany(one => one.Entries.Select(entry => CloudEvent.Of(one.Story, entry, _source)))], cancellationToken);
            await _outbox.MarkPublishedAsync(owed, cancellationToken);
        }
    }

    [LoggerMessage(1241, LogLevel.Warning, "The events of {Count} executions could not be published now; the recovery will relay them.")]
    private static partial void LeftToRelay(ILogger logger, int count, Exception exception);

    [LoggerMessage(1242, LogLevel.Error, "Publishing events met an unexpected fault; the recovery will relay them.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
