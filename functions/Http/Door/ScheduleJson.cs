using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Schedules;

namespace TlEngine.Functions.Http.Door;

/// <summary>The shapes of a schedule and of its runs.</summary>
internal static class ScheduleJson
{
    public static string PathOf(Guid scheduleId) => $"/api/v1/schedules/{scheduleId}";

    public static void Write(Utf8JsonWriter writer, ScheduleState state)
    {
        var schedule = state.Schedule;
        writer.WriteStartObject();
        writer.WriteString("schedule_id", schedule.Id);
        writer.WriteString("engine_id", schedule.EngineId);
        writer.WriteString("action", schedule.Action);
        writer.WritePropertyName("data");
        writer.WriteRawValue(schedule.Data, skipInputValidation: true);
        if (schedule.Every is { } every)
        {
            writer.WriteNumber("every_s", every.TotalSeconds);
        }
        else
        {
            writer.WriteString("cron", schedule.Cron);
        }

        writer.WriteString("time_zone", schedule.TimeZone);
        writer.WriteBoolean("enabled", schedule.Enabled);
        writer.WriteString("missed_runs", schedule.MissedRuns.ToString().ToLowerInvariant());
        writer.WriteString("overlap", schedule.Overlap.ToString().ToLowerInvariant());
        writer.WriteNumber("jitter_s", schedule.Jitter.TotalSeconds);
        writer.WritePropertyName("options");
        writer.WriteRawValue(schedule.Options, skipInputValidation: true);
        writer.WriteString("caller", schedule.Caller);
        writer.WriteString("created_at", schedule.CreatedAt.UtcDateTime);
        ExecutionJson.WriteTime(writer, "next_run_at", schedule.NextRunAt);
        ExecutionJson.WriteTime(writer, "last_run_at", schedule.LastRunAt);
        WriteStatus(writer, "last_status", state.LastStatus);
        writer.WriteEndObject();
    }

    public static void WriteRun(Utf8JsonWriter writer, ScheduleRun run)
    {
        writer.WriteStartObject();
        writer.WriteString("schedule_id", run.ScheduleId);
        writer.WriteString("fire_at", run.FireAt.UtcDateTime);
        if (run.ExecutionId is { } id)
        {
            writer.WriteString("execution_id", id.Value);
            WriteStatus(writer, "status", run.Status);
        }
        else
        {
            writer.WriteNull("execution_id");
            writer.WriteString("status", "skipped");
        }

        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, string name, ExecutionStatus? status)
    {
        if (status is { } known)
        {
            writer.WriteString(name, ExecutionStatusNames.Of(known));
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
