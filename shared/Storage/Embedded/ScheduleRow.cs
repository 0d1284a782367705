using Microsoft.Data.Sqlite;
using TlEngine.Schedules;

namespace TlEngine.Storage.Embedded;

/// <summary>A schedule as a row of the table <c>schedules</c>.</summary>
internal static class ScheduleRow
{
    public const string Columns =
        """
        id, caller, engine_id, action, data, options, cron, every_us, time_zone, enabled, missed_runs, overlap, jitter_us,
        created_at, next_run_at, last_run_at, revision
        """;

    private const string InsertSql =
        $"""
        INSERT INTO schedules ({Columns})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT (id) DO NOTHING
        """;

    public static int Insert(SqliteSession session, Schedule schedule) => session.Execute(
        InsertSql,
        schedule.Id,
        schedule.Caller,
        schedule.EngineId,
        schedule.Action,
        schedule.Data,
        schedule.Options,
        schedule.Cron,
        schedule.Every,
        schedule.TimeZone,
        schedule.Enabled,
        schedule.MissedRuns,
        schedule.Overlap,
        schedule.Jitter,
        schedule.CreatedAt,
        schedule.NextRunAt,
        schedule.LastRunAt,
        schedule.Revision);

    public static Schedule Read(SqliteDataReader reader) => new()
    {
        Id = reader.Id(0),
        Caller = reader.GetString(1),
        EngineId = reader.GetString(2),
        Action = reader.GetString(3),
        Data = reader.GetString(4),
        Options = reader.GetString(5),
        Cron = reader.Text(6),
        Every = reader.SpanOrNull(7),
        TimeZone = reader.GetString(8),
        Enabled = reader.GetBoolean(9),
        MissedRuns = (MissedRuns)reader.GetInt32(10),
        Overlap = (Overlap)reader.GetInt32(11),
        Jitter = StoredTime.Span(reader.GetInt64(12)),
        CreatedAt = reader.Time(13),
        NextRunAt = reader.TimeOrNull(14),
        LastRunAt = reader.TimeOrNull(15),
        Revision = reader.GetInt32(16),
    };
}
