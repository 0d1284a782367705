using System.Text;
using System.Text.Json.Nodes;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Requests;
using TlEngine.Storage;

namespace TlEngine.Schedules;

/// <summary>Makes the executions that a schedule's runs are.</summary>
internal sealed class ScheduledExecutions(EngineCatalogue catalogue, ExecutionFactory factory, TimeProvider time)
{
    /// <param name="fireAt">The run that this is; unique per schedule.</param>
    public NewExecution Create(Schedule schedule, DateTimeOffset fireAt, DateTimeOffset dueAt)
    {
        var request = new ExecutionRequest(
            schedule.EngineId, schedule.Action, Encoding.UTF8.GetBytes(schedule.Data), ExecutionOptionsReader.ReadStored(schedule.Options));

        // An engine that is gone still leaves a row: it fails with its reason, where the schedule's owner sees it.
        var engine = catalogue.Find(schedule.EngineId)?.Descriptor ?? MissingEngine(schedule.EngineId);
        var taskId = $"schedule:{schedule.Id}:{StoredTime.Microseconds(fireAt)}";
        return factory.Create(
            request, engine, schedule.Caller, ExecutionSource.Schedule, waits: false, ExecutionId.New(time), taskId) with
        {
            ClaimFor = null,
            DueAt = dueAt,
        };
    }

    private static EngineDescriptor MissingEngine(string engineId) => new()
    {
        Id = engineId,
        Version = "",
        Summary = "",
        Deterministic = false,
        SideEffects = false,
        Parameters = [],
        InputSchema = new JsonObject(),
        Example = "{}",
    };
}
