using TlEngine.Storage.Postgres;

namespace TlEngine.Tests.Storage.Postgres;

/// <summary>What status and metrics ask of the executions is answered from small indexes, however many finished rows there are.</summary>
public sealed class WorkloadPlanTests(PostgresStorage storage) : IClassFixture<PostgresStorage>
{
    private const string FillSql =
        """
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_encoding, input_length, options,
            tags, priority, attempts, max_attempts, fence, timeout_us, created_at, due_at, finished_at, lease_until)
        SELECT gen_random_uuid(), 'e' || i % 7, '1', 'run', 'c', 0, '', CASE WHEN i <= 20000 THEN 3 WHEN i <= 20100 THEN 0 ELSE 1 END, '', 0, 0,
            '{}', '{}', 0, 1, 1, 1, 1, now(), now(), CASE WHEN i <= 20000 THEN now() END, CASE WHEN i > 20100 THEN now() END
        FROM generate_series(1, 20150) i
        """;

    public static TheoryData<int> Questions => [.. Enumerable.Range(0, PostgresActivityStore.WorkloadSql.Count)];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Workload_ManyFinishedRows_ReadsNoTable(int question)
    {
        await storage.ClearAsync();
        await storage.ExecuteAsync(FillSql);
        await storage.ExecuteAsync("ANALYZE executions");

        var plan = await storage.ExplainAsync(PostgresActivityStore.WorkloadSql[question]);

        Assert.DoesNotContain("Seq Scan on executions", plan, StringComparison.Ordinal);
        Assert.Contains("executions_waiting", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetricsWork_ManyMinutes_LooksAtTheFirst()
    {
        await storage.ClearAsync();
        await storage.ExecuteAsync(
            """
            INSERT INTO activity_counts
            SELECT date_trunc('minute', now()) - i * interval '1 minute', 'e', 3, '', b, 0, 1
            FROM generate_series(1, 400) i, generate_series(1, 50) b
            """);
        await storage.ExecuteAsync("ANALYZE activity_counts");

        var plan = await storage.ExplainAsync("SELECT at FROM metrics_work");

        Assert.DoesNotContain("Seq Scan on activity_counts", plan, StringComparison.Ordinal);
    }
}
