using Microsoft.Extensions.Logging;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Readiness;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Messaging.Tasks;

/// <summary>
/// Works one message of a task queue to the point where it may be acknowledged: its outcome is committed, or the message itself is
/// confirmed in a retry tier. Never throws.
/// </summary>
internal sealed partial class TaskHandler(
    RequestCheck check, TaskMessageCodec codec, MessageSeal seal, ExecutionFactory factory, ExecutionWriter writer, ExecutionRunner runner,
    EngineSlots slots, QueueGate gate, WakeupPublisher wakeups, DeliveryPublisher deliveries, DeadLetters deadLetters, IMessageBroker broker, TimeProvider time,
    ILogger<TaskHandler> logger) : IMessageHandler
{
    private const int MaxFaults = 5;

    private static readonly TimeSpan HoldPause = TimeSpan.FromSeconds(1);

    /// <param name="gone">Trips when the broker has taken the message back: it will be delivered again, so holding it is pointless.</param>
    public async Task HandleAsync(string queue, IncomingMessage message, CancellationToken gone)
    {
        var delivery = new Delivery(queue, message);
        while (!gone.IsCancellationRequested)
        {
            try
            {
                await HandleOnceAsync(delivery, gone);
                return;
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                // It waited at the gate with nothing begun; the broker delivers it again.
                return;
            }
            catch (DependencyUnavailableException exception)
            {
                if (await ParkAsync(delivery, exception))
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                // The edge: a fault of ours must not lose the message, nor let it come back for ever.
                Unexpected(logger, queue, exception);
                delivery.Faults++;
                if (await ParkAsync(delivery, exception))
                {
                    return;
                }
            }

            await Task.Delay(HoldPause, time, gone).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task HandleOnceAsync(Delivery delivery, CancellationToken gone)
    {
        await seal.OpenAsync(CancellationToken.None);
        ExecutionId? suspect;
        using (await gate.EnterAsync(gone))
        {
            suspect = await WorkAsync(delivery);
        }

        if (suspect is { } id)
        {
            using var alone = await gate.EnterAloneAsync(gone);
            await FollowAsync(id, await writer.ClaimSuspectAsync(id, CancellationToken.None));
        }
    }

    /// <returns>The execution that is to be claimed again, alone; null when all is done.</returns>
    private async Task<ExecutionId?> WorkAsync(Delivery delivery)
    {
        switch (delivery.Content ??= codec.Read(delivery.Message.Body))
        {
            case TaskMessage.Wake wake:
                return await ClaimAndRunAsync(wake.Id);
            case TaskMessage.Task task when task.Faults + delivery.Faults >= MaxFaults:
                await GiveUpAsync(delivery,
                    new Refusal(ErrorCodes.Internal, $"The service failed on this task {MaxFaults} times; its log has the cause."));
                break;
            case TaskMessage.Task task:
                return await TakeAsync(delivery, task);
            case TaskMessage.Junk junk:
                await GiveUpAsync(delivery, junk.Refusal);
                break;
        }

        return null;
    }

    private async Task<ExecutionId?> TakeAsync(Delivery delivery, TaskMessage.Task task)
    {
        var (engine, call, refusal) = check.Check(task.Request);
        if (engine is null || call is null)
        {
            await GiveUpAsync(delivery, refusal!);
            return null;
        }

        var taskId = task.Request.TaskId ?? delivery.Message.Properties.MessageId;
        delivery.AssignedId ??= task.Id ?? (ExecutionId.TryParse(task.Request.TaskId, out var chosen) ? chosen : ExecutionId.New(time));
        var row = factory.Create(task.Request, engine, delivery.Caller, ExecutionSource.Amqp, waits: false, delivery.AssignedId, taskId);
        if (delivery.Queue == Topology.UrgentTasks)
        {
            row = row with { Priority = ExecutionPriority.High };
        }

        var outcome = await writer.InsertAsync(row, CancellationToken.None);
        if (!outcome.Inserted)
        {
            return await MeetAgainAsync(delivery, row, outcome.Row);
        }

        await StartAsync(outcome.Row, call);
        return null;
    }

    private async Task StartAsync(Execution row, CheckedCall call)
    {
        if (row.Status == ExecutionStatus.Running)
        {
            await runner.RunAsync(row, call, slots);
        }
        else
        {
            await wakeups.PublishAsync([new Wakeup(row.Id, 0, row.Priority, row.DueAt - time.GetUtcNow())], CancellationToken.None);
        }
    }

    private async Task<ExecutionId?> MeetAgainAsync(Delivery delivery, NewExecution task, Execution known)
    {
        if (known.Caller != task.Caller || !known.Fingerprint.Span.SequenceEqual(task.Fingerprint.Span))
        {
            var refusal = new Refusal(
                ErrorCodes.IdempotencyMismatch,
                $"The task id {task.TaskId ?? task.Id.ToString()} was used before for another task; give each task its own.");
            await GiveUpAsync(delivery, refusal);
            return null;
        }

        return ExecutionTransitions.IsFinal(known.Status) ? null : await ClaimAndRunAsync(known.Id);
    }

    private async Task<ExecutionId?> ClaimAndRunAsync(ExecutionId id)
    {
        var outcome = await writer.ClaimAsync(id, CancellationToken.None);
        if (outcome is ClaimOutcome.Suspect)
        {
            return id;
        }

        await FollowAsync(id, outcome);
        return null;
    }

    private async Task FollowAsync(ExecutionId id, ClaimOutcome outcome)
    {
        switch (outcome)
        {
            case ClaimOutcome.Claimed claimed:
                await runner.RunAsync(claimed.Row, null, slots);
                break;
            case ClaimOutcome.Early early:
                await wakeups.PublishAsync([new Wakeup(id, 0, early.Priority, early.Remaining)], CancellationToken.None);
                break;
            case ClaimOutcome.Ended ended:
                deadLetters.Enqueue(ended.Row);
                deliveries.Announce(ended.Row);
                break;
            default:
                break;
        }
    }

    private Task GiveUpAsync(Delivery delivery, Refusal refusal) => deadLetters.RecordAsync(
        delivery.Queue, delivery.Message with { Body = codec.Unwrap(delivery.Message.Body) }, delivery.Caller, refusal,
        CancellationToken.None);

    /// <summary>Puts the message into a retry tier, a task with the id that its row has or will have.</summary>
    private async Task<bool> ParkAsync(Delivery delivery, Exception cause)
    {
        var body = delivery.Content is TaskMessage.Task task
            ? codec.Carry(
                delivery.AssignedId ?? task.Id ?? ExecutionId.New(time), task.Faults + delivery.Faults, codec.Unwrap(delivery.Message.Body))
            : delivery.Message.Body;
        try
        {
            await broker.PublishAsync(
                [new OutgoingMessage(Topology.Park.Name, delivery.Queue, body, delivery.Message.Properties)], CancellationToken.None);
            Parked(logger, delivery.Queue, Topology.Park.Name, cause);
            return true;
        }
        catch (DependencyUnavailableException exception)
        {
            Holding(logger, delivery.Queue, exception);
            return false;
        }
        catch (UndeliverableMessageException exception)
        {
            // Somebody deleted the tier: what makes it again is the topology, not another try.
            Holding(logger, delivery.Queue, exception);
            await RedeclareAsync();
            return false;
        }
    }

    private async Task RedeclareAsync()
    {
        try
        {
            await broker.DeclareTopologyAsync(CancellationToken.None);
        }
        catch (DependencyUnavailableException exception)
        {
            Undeclared(logger, exception);
        }
    }

    [LoggerMessage(1211, LogLevel.Warning, "A message of {Queue} could not be recorded; it waits in {Tier}.")]
    private static partial void Parked(ILogger logger, string queue, string tier, Exception exception);

    [LoggerMessage(1212, LogLevel.Warning, "A message of {Queue} can be neither recorded nor put back; holding it.")]
    private static partial void Holding(ILogger logger, string queue, Exception exception);

    [LoggerMessage(1214, LogLevel.Warning, "The topology could not be declared again yet.")]
    private static partial void Undeclared(ILogger logger, Exception exception);

    [LoggerMessage(1213, LogLevel.Error, "A message of {Queue} met an unexpected fault.")]
    private static partial void Unexpected(ILogger logger, string queue, Exception exception);

    /// <summary>A message on its way through; what was learnt of it is kept from one try to the next.</summary>
    private sealed class Delivery(string queue, IncomingMessage message)
    {
        public string Queue => queue;

        public IncomingMessage Message => message;

        public string Caller => $"amqp:{message.Properties.AppId ?? "anonymous"}";

        public TaskMessage? Content { get; set; }

        public ExecutionId? AssignedId { get; set; }

        public int Faults { get; set; }
    }
}
