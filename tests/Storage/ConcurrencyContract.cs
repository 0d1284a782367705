using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

/// <summary>Groups that overlap, in any order, from many callers at once.</summary>
public abstract class ConcurrencyContract(StorageUnderTest storage) : StorageContract(storage)
{
    private const int Callers = 8;
    private const int Rows = 40;

    [Fact]
    public async Task Insert_SameTasksInOverlappingGroups_InsertsEachOnce()
    {
        var tasks = Enumerable.Range(0, Rows).Select(i => $"task-{i}").ToArray();

        var outcomes = await InParallelAsync(async random =>
        {
            var mine = new List<InsertOutcome>();
            for (var round = 0; round < 5; round++)
            {
                var rows = Shuffled(tasks, random).Take(15).Select(task => Sample() with { TaskId = task, ClaimFor = Lease }).ToList();
                mine.AddRange(await Storage.Executions.InsertAsync(rows, default));
            }

            return mine;
        });

        var all = outcomes.SelectMany(outcome => outcome).ToList();
        var count = await Storage.CountAsync("SELECT count(*) FROM executions");
        Assert.Equal(count, all.Count(outcome => outcome.Inserted));
        Assert.All(all.GroupBy(outcome => outcome.Row.TaskId), task => Assert.Single(task.Select(outcome => outcome.Row.Id).Distinct()));
    }

    [Fact]
    public async Task EveryCall_OnOverlappingGroups_FinishesEachClaimOnce()
    {
        var rows = Enumerable.Range(0, Rows).Select(_ => Sample() with { MaxAttempts = 1000 }).ToList();
        var ids = (await Storage.Executions.InsertAsync(rows, default)).Select(outcome => outcome.Row.Id).ToArray();

        var counts = await InParallelAsync(async random =>
        {
            var claims = 0;
            for (var round = 0; round < 8; round++)
            {
                var group = Shuffled(ids, random).Take(12).ToList();
                var outcomes = await Storage.Executions.ClaimAsync(group, Lease, default);
                var claimed = outcomes.OfType<ClaimOutcome.Claimed>().Select(claim => claim.Row).ToList();
                claims += claimed.Count;
                await Storage.Executions.MarkPublishedAsync(group, default);
                Assert.DoesNotContain(
                    false, await Storage.Executions.RenewAsync([.. claimed.Select(row => row.Claim).Reverse()], Lease, default));
                await Storage.Executions.RecoverAsync(NoGrace, 5, default);
                var written = await Storage.Executions.FinishAsync([.. claimed.Select(row => Retry(row.Claim, TimeSpan.Zero))], default);
                Assert.DoesNotContain(null, written);
            }

            return claims;
        });

        Assert.True(counts.Sum() >= Rows, $"only {counts.Sum()} claims succeeded");
        Assert.Equal(counts.Sum(), await Storage.CountAsync("SELECT sum(attempts) FROM executions"));
        Assert.Equal(counts.Sum(), await Storage.CountAsync("SELECT sum(fence) FROM executions"));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM executions WHERE lease_until IS NOT NULL"));
    }

    private static async Task<IReadOnlyList<T>> InParallelAsync<T>(Func<Random, Task<T>> work) =>
        await Task.WhenAll(Enumerable.Range(1, Callers).Select(seed => Task.Run(() => work(new Random(seed)))));

    private static T[] Shuffled<T>(T[] items, Random random)
    {
        var copy = (T[])items.Clone();
        random.Shuffle(copy);
        return copy;
    }

    public sealed class OnPostgres(PostgresStorage storage) : ConcurrencyContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ConcurrencyContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ConcurrencyContract(storage), IClassFixture<EmbeddedStorage>;
}
