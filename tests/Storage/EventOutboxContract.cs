using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Tests.Storage;

public abstract class EventOutboxContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Find_WholeLife_OwesEveryChangeUntilItIsMarked()
    {
        var queued = await InsertAsync(Sample());
        var claimed = await ClaimAsync(queued.Id);
        await FinishAsync(Retry(claimed.Claim, TimeSpan.Zero));

        var owed = await OwedAsync(queued.Id);
        Assert.Equal([(1, "queued"), (2, "started"), (3, "retrying")], Told(owed));
        Assert.Empty(owed!.Story.Row.Input.Bytes!.Value.ToArray());

        await Storage.Events.MarkPublishedAsync([owed], default);
        Assert.Null(await OwedAsync(queued.Id));

        await FinishAsync(Succeed((await ClaimAsync(queued.Id)).Claim));
        Assert.Equal([(4, "started"), (5, "succeeded")], Told(await OwedAsync(queued.Id)));
    }

    [Fact]
    public async Task Mark_ChangedMeanwhile_OwesTheRestFromNowOn()
    {
        var row = await InsertClaimedAsync();
        await Storage.PassAsync(Minute);
        var read = await OwedAsync(row.Id);
        await FinishAsync(Succeed(row.Claim));

        await Storage.Events.MarkPublishedAsync([read!], default);

        Assert.Equal([(2, "succeeded")], Told(await OwedAsync(row.Id)));
        Assert.Empty(await Storage.Events.FindOwedAsync(TimeSpan.FromSeconds(30), 10, default));
    }

    [Fact]
    public async Task Mark_OlderThanWhatIsMarked_TakesNothingBack()
    {
        var row = await InsertClaimedAsync();
        var early = await OwedAsync(row.Id);
        await FinishAsync(Succeed(row.Claim));
        await Storage.Events.MarkPublishedAsync([(await OwedAsync(row.Id))!], default);

        await Storage.Events.MarkPublishedAsync([early!], default);

        Assert.Null(await OwedAsync(row.Id));
        Assert.Equal(2, await Storage.CountAsync("SELECT events_published FROM executions"));
    }

    [Fact]
    public async Task FindOwed_Grace_LeavesTheYoungToTheirProcess()
    {
        var old = await InsertAsync(Sample());
        await Storage.PassAsync(2 * Minute);
        var young = await InsertAsync(Sample());

        Assert.Equal([old.Id], (await Storage.Events.FindOwedAsync(Minute, 10, default)).Select(owed => owed.Id));
        Assert.Equal([old.Id, young.Id], (await Storage.Events.FindOwedAsync(NoGrace, 10, default)).Select(owed => owed.Id));
        Assert.Single(await Storage.Events.FindOwedAsync(NoGrace, 1, default));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM unpublished_events WHERE kind = 'event'"));
    }

    [Fact]
    public async Task Forgive_SomeOld_RecordsThemAsPublished()
    {
        var done = await InsertClaimedAsync();
        await FinishAsync(Succeed(done.Claim));
        await InsertAsync(Sample());
        await Storage.PassAsync(Minute);
        var young = await InsertAsync(Sample());

        Assert.Equal(1, await Storage.Events.ForgiveAsync(TimeSpan.FromSeconds(30), 1, default));
        Assert.Equal(1, await Storage.Events.ForgiveAsync(TimeSpan.FromSeconds(30), 10, default));

        Assert.Equal(young.Id, Assert.Single(await Storage.Events.FindOwedAsync(NoGrace, 10, default)).Id);
        Assert.Equal(
            0, await Storage.CountAsync("SELECT count(*) FROM executions WHERE events_owed_since IS NULL AND events_published <> events"));
    }

    [Fact]
    public async Task Find_RowOlderThanTheColumn_OwesNothing()
    {
        var row = await InsertAsync(Sample());
        await Storage.ExecuteAsync("UPDATE executions SET events_owed_since = NULL, events = 0, history = ''");

        Assert.Null(await OwedAsync(row.Id));
        Assert.Empty(await Storage.Events.FindAsync([], default));
    }

    private async Task<OwedEvents?> OwedAsync(ExecutionId id) => (await Storage.Events.FindAsync([id], default)).SingleOrDefault();

    private static IEnumerable<(int, string)> Told(OwedEvents? owed) => owed!.Entries.Select(entry => (entry.Sequence, entry.Type));

    public sealed class OnPostgres(PostgresStorage storage) : EventOutboxContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : EventOutboxContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : EventOutboxContract(storage), IClassFixture<EmbeddedStorage>;
}
