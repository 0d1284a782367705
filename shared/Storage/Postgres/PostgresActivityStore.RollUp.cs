namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresActivityStore
{
    /// <summary>
    /// One transaction. Who comes second waits at the first statement and finds the next hour, or none, in those that follow.
    /// </summary>
    private static readonly string[] RollUpSql =
    [
        "SELECT rolled_until FROM activity_state WHERE id = 1 FOR UPDATE",
        $"""
        INSERT INTO activity_hours ({ActivitySql.HourColumns})
        {Slices(
            "date_bin('1 hour', minute, 'epoch') AS at,",
            "minute >= (SELECT at FROM metrics_work) AND minute < (SELECT at + interval '1 hour' FROM metrics_work)")}
        """,
        "UPDATE activity_state SET rolled_until = w.at + interval '1 hour' FROM metrics_work w RETURNING rolled_until",
        """
        DELETE FROM activity_counts
        WHERE minute < least((SELECT rolled_until FROM activity_state), statement_timestamp() - interval '90 minutes')
        """,
        "DELETE FROM activity_hours WHERE hour < statement_timestamp() - interval '400 days'",
    ];

    public Task<bool> RollUpAsync(CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [.. RollUpSql.Select(sql => new PostgresStatement(sql))],
            async (reader, token) =>
            {
                // Of an insert nothing is to be read: its result is skipped by the reader.
                await reader.NextResultAsync(token);
                return await reader.ReadAsync(token);
            },
            cancellationToken);
}
