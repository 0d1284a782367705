using Npgsql;
using TlEngine.Schedules;

namespace TlEngine.Storage.Postgres;

/// <summary>A schedule as a row of the table <c>schedules</c>.</summary>
internal static class ScheduleRow
{
    public const string Columns =
        """
        id, caller, engine_id, action, data, options, cron, every_us, time_zone, enabled, missed_runs, overlap, jitter_us,
        created_at, next_run_at, last_run_at, revision
        """;

    public const string InsertSql =
        $"""
        INSERT INTO schedules ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT (id) DO NOTHING
        """;

    public static NpgsqlParameter[] Parameters(Schedule schedule) =>
    [
        PostgresParameter.Of(schedule.Id),
        PostgresParameter.Of(schedule.Caller),
        PostgresParameter.Of(schedule.EngineId),
        PostgresParameter.Of(schedule.Action),
        PostgresParameter.Of(schedule.Data),
        PostgresParameter.Of(schedule.Options),
        PostgresParameter.Of(schedule.Cron),
        PostgresParameter.Of(schedule.Every is { } every ? StoredTime.Microseconds(every) : (long?)null),
        PostgresParameter.Of(schedule.TimeZone),
        PostgresParameter.Of(schedule.Enabled),
        PostgresParameter.Of((short)schedule.MissedRuns),
        PostgresParameter.Of((short)schedule.Overlap),
        PostgresParameter.Of((long?)StoredTime.Microseconds(schedule.Jitter)),
        PostgresParameter.Of((DateTimeOffset?)schedule.CreatedAt),
        PostgresParameter.Of(schedule.NextRunAt),
        PostgresParameter.Of(schedule.LastRunAt),
        PostgresParameter.Of(schedule.Revision),
    ];

    public static Schedule Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Caller = reader.GetString(1),
        EngineId = reader.GetString(2),
        Action = reader.GetString(3),
        Data = reader.GetString(4),
        Options = reader.GetString(5),
        Cron = reader.Text(6),
        Every = reader.Value<long>(7) is { } every ? StoredTime.Span(every) : null,
        TimeZone = reader.GetString(8),
        Enabled = reader.GetBoolean(9),
        MissedRuns = (MissedRuns)reader.GetInt16(10),
        Overlap = (Overlap)reader.GetInt16(11),
        Jitter = StoredTime.Span(reader.GetInt64(12)),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(13),
        NextRunAt = reader.Value<DateTimeOffset>(14),
        LastRunAt = reader.Value<DateTimeOffset>(15),
        Revision = reader.GetInt32(16),
    };
}
