using FsCheck;
using FsCheck.Fluent;
using TlEngine.Executions;
using TlEngine.Executions.Listing;

namespace TlEngine.Tests.Storage;

public abstract class ListContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly string[] Callers = ["tl-plane", "billing", "amqp:tracker"];
    private static readonly string[] Engines = ["track.clean", "geo.fence"];
    private static readonly string[] Tags = ["night", "fleet-7", "it's \"quoted\""];
    private static readonly ExecutionStatus[] Statuses = [ExecutionStatus.Queued, ExecutionStatus.Succeeded, ExecutionStatus.Failed];

    /// <summary>Against the same question asked of the rows in memory; several rows share each time.</summary>
    [Fact]
    public async Task List_AnyFilterInPagesOfAnySize_IsTheFilteredRowsNewestFirst()
    {
        var rows = await FillAsync();
        var filters =
            from caller in Optional(Callers)
            from engine in Optional(Engines)
            from status in Gen.Elements([(ExecutionStatus?)null, .. Statuses.Select(status => (ExecutionStatus?)status)])
            from tag in Optional(Tags)
            from since in Gen.Choose(-1, 10)
            from until in Gen.Choose(0, 11)
            from size in Gen.Choose(1, 7)
            select (new ExecutionFilter(caller, engine, status, tag, since < 0 ? null : Minute(since), until > 10 ? null : Minute(until)), size);

        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(filters.ToArbitrary(), (Func<(ExecutionFilter, int), Task<bool>>)(asked => AgreesAsync(rows, asked.Item1, asked.Item2)))));
    }

    [Fact]
    public async Task List_Payloads_StayBehind()
    {
        var row = await InsertClaimedAsync();
        await FinishAsync(Succeed(row.Claim));

        var listed = Assert.Single(await Storage.Lists.ListAsync(new ExecutionFilter(), null, 10, default));

        Assert.Equal(row.Id, listed.Id);
        Assert.Empty(listed.Input.Bytes!.Value.ToArray());
        Assert.Empty(listed.Result!.Bytes!.Value.ToArray());
    }

    private async Task<bool> AgreesAsync(IReadOnlyList<Execution> rows, ExecutionFilter filter, int size)
    {
        var expected = rows.Where(row => Matches(row, filter))
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id.ToString(), StringComparer.Ordinal)
            .Select(row => row.Id).ToList();
        var pages = new List<ExecutionId>();
        PageKey? after = null;
        while (true)
        {
            var page = await Storage.Lists.ListAsync(filter, after, size, default);
            pages.AddRange(page.Select(row => row.Id));
            if (page.Count < size)
            {
                break;
            }

            after = new PageKey(page[^1].CreatedAt, page[^1].Id.Value);
        }

        Assert.Equal(expected, pages);
        return true;
    }

    private static bool Matches(Execution row, ExecutionFilter filter) =>
        (filter.Caller is null || row.Caller == filter.Caller)
        && (filter.EngineId is null || row.EngineId == filter.EngineId)
        && (filter.Status is null || row.Status == filter.Status)
        && (filter.Tag is null || row.Tags.Contains(filter.Tag))
        && (filter.Since is null || row.CreatedAt >= filter.Since)
        && (filter.Until is null || row.CreatedAt < filter.Until);

    private async Task<IReadOnlyList<Execution>> FillAsync()
    {
        var random = new Random(8);
        var rows = Enumerable.Range(0, 60).Select(_ => Sample() with
        {
            Id = new ExecutionId(Guid.NewGuid()),
            Caller = Callers[random.Next(Callers.Length)],
            EngineId = Engines[random.Next(Engines.Length)],
            Tags = [.. Tags.Where(_ => random.Next(3) == 0)],
            CreatedAt = Minute(random.Next(11)),
            ClaimFor = random.Next(2) == 0 ? null : Lease,
        }).ToList();
        var inserted = await Storage.Executions.InsertAsync(rows, default);
        var claims = inserted.Where(outcome => outcome.Row.Status == ExecutionStatus.Running).Select(outcome => outcome.Row.Claim);
        await Storage.Executions.FinishAsync(
            [.. claims.Select((claim, i) => i % 3 == 0 ? new Completion(claim, ExecutionEvent.Fail, TimeSpan.Zero) : Succeed(claim))], default);
        return await Task.WhenAll(rows.Select(row => FindAsync(row.Id)));
    }

    private static DateTimeOffset Minute(int minute) => new(2026, 3, 1, 12, minute, 0, TimeSpan.Zero);

    private static Gen<string?> Optional(string[] values) => Gen.Elements([null, .. values]);

    public sealed class OnPostgres(PostgresStorage storage) : ListContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ListContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ListContract(storage), IClassFixture<EmbeddedStorage>;
}
