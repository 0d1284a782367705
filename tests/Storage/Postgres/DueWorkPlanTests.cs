
namespace TlEngine.Tests.Storage.Postgres;

/// <summary>What the scheduler's scaler and the sweep ask is answered from small indexes, however many finished rows there are.</summary>
public sealed class DueWorkPlanTests(PostgresStorage storage) : IClassFixture<PostgresStorage>
{
    private const string FillSql =
        """
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_encoding, input_length, options,
            tags, priority, attempts, max_attempts, fence, timeout_us, created_at, due_at, finished_at)
        SELECT gen_random_uuid(), 'e', '1', 'run', 'c', 0, '', 3, '', 0, 0, '{}', '{}', 0, 1, 1, 1, 1, now(), now(), now()
        FROM generate_series(1, 20000)
        """;

    [Theory]
    [InlineData("SELECT count(*) FROM due_work")]
    [InlineData("SELECT id FROM recoverable_work WHERE kind <> 'unpublished' OR at <= now() ORDER BY at LIMIT 100")]
    [InlineData("SELECT id FROM recoverable_work WHERE id = ANY(ARRAY['00000000-0000-7000-8000-000000000001'::uuid])")]
    public async Task DueWork_ManyFinishedRows_ReadsNoTable(string query)
    {
        await storage.ClearAsync();
        await storage.ExecuteAsync(FillSql);
        await storage.ExecuteAsync("ANALYZE executions");

        var plan = await storage.ExplainAsync(query);

        Assert.DoesNotContain("Seq Scan on executions", plan, StringComparison.Ordinal);
        Assert.Contains("executions_", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM due_deliveries")]
    [InlineData("SELECT id, at FROM due_deliveries ORDER BY at LIMIT 100")]
    public async Task DueDeliveries_ManyFinishedRows_ReadsNoTable(string query)
    {
        await storage.ClearAsync();
        await storage.ExecuteAsync(FillSql);
        await storage.ExecuteAsync(
            """
            INSERT INTO deliveries (execution_id, caller, url, stage, next_attempt_at, unpublished_since, finished_at)
            SELECT id, 'c', 'https://example.com/', 2, NULL, NULL, now() FROM executions
            """);
        await storage.ExecuteAsync("ANALYZE deliveries");

        var plan = await storage.ExplainAsync(query);

        Assert.DoesNotContain("Seq Scan on deliveries", plan, StringComparison.Ordinal);
        Assert.Contains("deliveries_", plan, StringComparison.Ordinal);
    }
}
