using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Schedules;

/// <summary>
/// Reads <c>{engine_id, action?, data, options?, cron|every_s, time_zone?, enabled?, missed_runs?, overlap?, jitter_s?}</c>; every fault is
/// reported, not only the first.
/// </summary>
public static class ScheduleRequestReader
{
    /// <summary>A schedule's data is read at every run and shown in every list.</summary>
    public const int MaxDataBytes = 256 * 1024;

    /// <summary>Members that answers have and nobody can set.</summary>
    private static readonly string[] Shown = ["schedule_id", "caller", "created_at", "next_run_at", "last_run_at", "last_status"];

    /// <param name="now">Whether the rhythm ever fires is asked from here on.</param>
    /// <param name="replaces">The body may be a schedule as it was shown: what nobody can set is passed over.</param>
    public static ScheduleReading Read(ReadOnlyMemory<byte> body, DateTimeOffset now, bool replaces = false)
    {
        var inspection = JsonInspection.Of(body);
        if (inspection.Fault is not null)
        {
            return new ScheduleReading.Bad(new Refusal(ErrorCodes.MalformedJson, inspection.Fault));
        }

        JsonMember[] members = [.. inspection.Members.Where(member => !replaces || !Shown.Contains(member.Name))];
        List<InputError> errors = [];
        var execution = ExecutionRequestReader.Read(
            [.. members.Where(member => !RhythmReader.Members.Contains(member.Name))], null, acceptsTaskId: false, errors,
            alsoKnown: $", {string.Join(", ", RhythmReader.Members)}");
        CheckExecution(execution, errors);
        var request = RhythmReader.Read(
            [.. members.Where(member => RhythmReader.Members.Contains(member.Name))], new ScheduleRequest(execution, null, null), errors);
        if (errors.Count == 0 && (request with { Enabled = true }).ToSchedule(Guid.Empty, "", now, now).NextRunAt is null)
        {
            errors.Add(new InputError("/cron", $"is \"{request.Cron}\", which never comes; expected five fields that name a day of the calendar"));
        }

        return errors.Count == 0
            ? new ScheduleReading.Good(request)
            : new ScheduleReading.Bad(new Refusal(
                ErrorCodes.Validation, "The request does not have the shape that is expected; errors names every fault.", errors));
    }

    private static void CheckExecution(ExecutionRequest execution, List<InputError> errors)
    {
        if (execution.Data.Length > MaxDataBytes)
        {
            errors.Add(new InputError("/data", $"has {execution.Data.Length} bytes; a schedule takes {MaxDataBytes} at most"));
        }

        if (execution.Options.RunAt is not null)
        {
            errors.Add(new InputError("/options/run_at", "is not for a schedule: its rhythm says when it runs"));
        }

        if (execution.Options.Delay is not null)
        {
            errors.Add(new InputError("/options/delay_s", "is not for a schedule: use jitter_s to spread its runs"));
        }
    }
}
