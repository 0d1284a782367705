using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Tests.Storage;

public abstract class HistoryContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task History_AWholeLife_HasEveryEventWithItsAttemptAndError()
    {
        var queued = await InsertAsync(Sample());
        var first = await ClaimAsync(queued.Id);
        await FinishAsync(Retry(first.Claim, TimeSpan.Zero));
        var second = await ClaimAsync(queued.Id);
        await FinishAsync(new Completion(second.Claim, ExecutionEvent.Release, TimeSpan.Zero));
        var third = await ClaimAsync(queued.Id);
        await FinishAsync(Succeed(third.Claim));

        var story = await StoryAsync(queued.Id);

        Assert.Equal(
            [(1, "queued", 0), (2, "started", 1), (3, "retrying", 1), (4, "started", 2), (5, "queued", 1), (6, "started", 2), (7, "succeeded", 2)],
            story.History.Select(entry => (entry.Sequence, entry.Type, entry.Attempt)));
        Assert.Equal(
            [null, null, ("engine_failed", "The far side answered 503."), null, null, null, null],
            story.History.Select(entry => entry.Code is null ? null : ((string, string?)?)(entry.Code, entry.Message)));
        Assert.All(story.History, entry => AssertIsNow(entry.At));
        Assert.Equal(story.History.OrderBy(entry => entry.At), story.History);
        Assert.Equal(ExecutionStatus.Succeeded, story.Row.Status);
        Assert.Empty(story.Row.Result!.Bytes!.Value.ToArray());
    }

    [Fact]
    public async Task History_InsertedClaimed_BeginsWithStarted()
    {
        var row = await InsertClaimedAsync();

        Assert.Equal([(1, "started", 1)], (await StoryAsync(row.Id)).History.Select(entry => (entry.Sequence, entry.Type, entry.Attempt)));
    }

    [Fact]
    public async Task History_LeaseRenewedAndPublished_SaysNothing()
    {
        var waiting = await InsertAsync(Sample());
        var running = await InsertClaimedAsync();

        await Storage.Executions.MarkPublishedAsync([waiting.Id], default);
        await Storage.Executions.RenewAsync([running.Claim], Lease, default);

        Assert.Single((await StoryAsync(waiting.Id)).History);
        Assert.Single((await StoryAsync(running.Id)).History);
    }

    [Fact]
    public async Task History_LeaseEnded_TakenOverAndPutBackAreEvents()
    {
        var taken = await InsertClaimedAsync();
        var lost = await InsertClaimedAsync();
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));
        await ClaimAsync(taken.Id);
        await Storage.Executions.RecoverAsync(NoGrace, 10, default);

        Assert.Equal(["started", "started"], (await StoryAsync(taken.Id)).History.Select(entry => entry.Type));
        Assert.Equal(["started", "queued"], (await StoryAsync(lost.Id)).History.Select(entry => entry.Type));
    }

    [Fact]
    public async Task History_FailedWithLineBreaksAndTabs_IsOneEntry()
    {
        var row = await InsertClaimedAsync();
        var error = new ExecutionError("engine_failed", $"a\tb\r\nc{new string('x', 600)}", false, 1);
        await FinishAsync(new Completion(row.Claim, ExecutionEvent.Fail, TimeSpan.Zero) { Error = error });

        var failed = (await StoryAsync(row.Id)).History[^1];

        Assert.Equal(("failed", "engine_failed"), (failed.Type, failed.Code));
        Assert.StartsWith("a b  cxxx", failed.Message, StringComparison.Ordinal);
        Assert.Equal(500, failed.Message!.Length);
    }

    [Fact]
    public async Task History_MoreThanAHundredEvents_KeepsTheNewestAndTheirNumbers()
    {
        var row = await InsertAsync(Sample() with { MaxAttempts = 1000 });
        for (var i = 0; i < 60; i++)
        {
            var claimed = await ClaimAsync(row.Id);
            await FinishAsync(new Completion(claimed.Claim, ExecutionEvent.Release, TimeSpan.Zero));
        }

        var story = await StoryAsync(row.Id);

        Assert.Equal(Enumerable.Range(22, 100), story.History.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task FindNews_SeenUnseenAndUnknown_AnswersTheUnseen()
    {
        var seen = await InsertAsync(Sample());
        var unseen = await InsertClaimedAsync();
        await FinishAsync(Succeed(unseen.Claim));

        var news = await Storage.History.FindNewsAsync([(seen.Id, 1), (unseen.Id, 1), (Sample().Id, 0)], default);

        Assert.Equal(unseen.Id, Assert.Single(news).Row.Id);
        Assert.Empty(await Storage.History.FindNewsAsync([], default));
    }

    [Fact]
    public async Task FindNews_RowOlderThanTheColumn_HasItsStatusAsTheOneEvent()
    {
        var row = await InsertClaimedAsync();
        await FinishAsync(Succeed(row.Claim));
        await Storage.ExecuteAsync($"UPDATE executions SET events = 0, history = '' WHERE id = '{row.Id}'");

        var entry = Assert.Single((await StoryAsync(row.Id)).History);

        Assert.Equal((1, "succeeded", 1), (entry.Sequence, entry.Type, entry.Attempt));
        Assert.Empty(await Storage.History.FindNewsAsync([(row.Id, 1)], default));
    }

    [Fact]
    public async Task AsOf_EachEvent_IsTheExecutionAsItWasThen()
    {
        var queued = await InsertAsync(Sample());
        var first = await ClaimAsync(queued.Id);
        await FinishAsync(Retry(first.Claim, TimeSpan.Zero));
        await FinishAsync(Succeed((await ClaimAsync(queued.Id)).Claim));
        var story = await StoryAsync(queued.Id);

        var then = story.History.Select(story.AsOf).ToList();

        Assert.Equal([0, 1, 1, 2, 2], then.Select(row => row.Attempts));
        Assert.Equal([false, true, true, true, true], then.Select(row => row.StartedAt is not null));
        Assert.Equal([false, false, false, false, true], then.Select(row => row.FinishedAt is not null));
        Assert.Equal([null, null, "engine_failed", null, null], then.Select(row => row.Error?.Code));
        Assert.Equal(story.Row.Duration, then[^1].Duration);
    }

    private async Task<ExecutionStory> StoryAsync(ExecutionId id) =>
        Assert.Single(await Storage.History.FindNewsAsync([(id, 0)], default));

    public sealed class OnPostgres(PostgresStorage storage) : HistoryContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : HistoryContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : HistoryContract(storage), IClassFixture<EmbeddedStorage>;
}
