using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Storage.Postgres;

namespace TlEngine.Tests.Storage.Postgres;

/// <summary>Every list is answered from an index, the one that its filters ask for; no plan reads the table from end to end.</summary>
public sealed class ListPlanTests(PostgresStorage storage) : IClassFixture<PostgresStorage>
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    // One row in a thousand failed, ten are a small caller's, twenty have a rare tag, a third a common one.
    private const string FillSql =
        """
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_encoding, input_length, options,
            tags, priority, attempts, max_attempts, fence, timeout_us, created_at, due_at, finished_at)
        SELECT gen_random_uuid(), CASE WHEN i % 5000 = 1 THEN 'rare' ELSE 'common' END, '1', 'run',
            CASE WHEN i % 2000 = 7 THEN 'small' ELSE 'large' END, 0, '', CASE WHEN i % 1000 = 1 THEN 4 ELSE 3 END, '', 0, 0, '{}',
            CASE WHEN i % 1000 = 2 THEN '{rare}' WHEN i % 3 = 0 THEN '{common}' ELSE '{}' END::text[], 0, 1, 1, 1, 1,
            timestamptz '2026-03-01' + i * interval '1 second', now(), now()
        FROM generate_series(1, 20000) AS i
        """;

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_ManyRows_ReadsNoTableFromEndToEnd(
        string? caller, string? engine, ExecutionStatus? status, string? tag, bool day, bool page)
    {
        await FillAsync();
        var filter = new ExecutionFilter(caller, engine, status, tag, day ? Day : null, day ? Day.AddHours(1) : null);
        var statement = PostgresExecutionList.Statement(filter, page ? new PageKey(Day.AddHours(2), Guid.Empty) : null, 51);

        var plan = await storage.ExplainAsync(statement);

        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Contains("executions_", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small", null, null, "executions_of_caller")]
    [InlineData(null, ExecutionStatus.Failed, null, "executions_not_succeeded")]
    [InlineData(null, null, "rare", "executions_tags")]
    [InlineData(null, null, null, "executions_newest")]
    public async Task List_OneFilter_TakesItsIndex(string? caller, ExecutionStatus? status, string? tag, string index)
    {
        await FillAsync();

        var plan = await storage.ExplainAsync(
            PostgresExecutionList.Statement(new ExecutionFilter(caller, null, status, tag), null, 51));

        Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    public static TheoryData<string?, string?, ExecutionStatus?, string?, bool, bool> Filters()
    {
        var data = new TheoryData<string?, string?, ExecutionStatus?, string?, bool, bool>();
        foreach (var caller in new[] { null, "large", "small" })
        {
            foreach (var (engine, status) in new (string?, ExecutionStatus?)[]
            {
                (null, null), ("rare", null), ("common", ExecutionStatus.Failed), (null, ExecutionStatus.Succeeded),
            })
            {
                foreach (var tag in new[] { null, "common", "rare", "unknown" })
                {
                    data.Add(caller, engine, status, tag, tag == "common", tag is null);
                }
            }
        }

        return data;
    }

    private async Task FillAsync()
    {
        if (await storage.CountAsync("SELECT count(*) FROM executions") == 0)
        {
            await storage.ExecuteAsync(FillSql);
            await storage.ExecuteAsync("ANALYZE executions");
        }
    }
}
