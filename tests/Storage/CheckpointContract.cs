using System.Text;
using TlEngine.Engines.Checkpoints;
using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

public abstract class CheckpointContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly Checkpoint Small = new("clean", "{\"a\":1}"u8.ToArray());
    private static readonly Checkpoint Large = new("a-trip", Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 100_000)}\"}}"));

    [Fact]
    public async Task Save_UnderTheClaim_IsListedByName()
    {
        var row = await InsertClaimedAsync();

        Assert.True(await Storage.Checkpoints.SaveAsync(row.Claim, Small, default));
        Assert.True(await Storage.Checkpoints.SaveAsync(row.Claim, Large, default));

        await AssertKeptAsync(row.Id, Large, Small);
    }

    [Fact]
    public async Task Save_TheSameName_Replaces()
    {
        var row = await InsertClaimedAsync();
        await Storage.Checkpoints.SaveAsync(row.Claim, Small, default);
        var second = Large with { Name = Small.Name };

        Assert.True(await Storage.Checkpoints.SaveAsync(row.Claim, second, default));

        await AssertKeptAsync(row.Id, second);
    }

    [Fact]
    public async Task Save_ClaimTakenOver_WritesNothing()
    {
        var first = await InsertClaimedAsync();
        await Storage.Checkpoints.SaveAsync(first.Claim, Small, default);
        await FinishAsync(Retry(first.Claim, TimeSpan.Zero));
        var second = await ClaimAsync(first.Id);

        Assert.False(await Storage.Checkpoints.SaveAsync(first.Claim, Small with { Content = "{}"u8.ToArray() }, default));
        Assert.False(await Storage.Checkpoints.SaveAsync(first.Claim, Large, default));
        await AssertKeptAsync(first.Id, Small);
        Assert.True(await Storage.Checkpoints.SaveAsync(second.Claim, Large, default));
        await AssertKeptAsync(first.Id, Large, Small);
    }

    [Fact]
    public async Task Save_NotRunningOrUnknown_WritesNothing()
    {
        var waiting = await InsertAsync(Sample());

        Assert.False(await Storage.Checkpoints.SaveAsync(new Claim(waiting.Id, 0), Small, default));
        Assert.False(await Storage.Checkpoints.SaveAsync(new Claim(new ExecutionId(Guid.NewGuid()), 1), Small, default));

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM checkpoints"));
    }

    [Fact]
    public async Task Finish_Finally_ForgetsThoseOfThisExecution()
    {
        var ended = await InsertClaimedAsync();
        var other = await InsertClaimedAsync();
        await Storage.Checkpoints.SaveAsync(ended.Claim, Small, default);
        await Storage.Checkpoints.SaveAsync(other.Claim, Small, default);

        await FinishAsync(Succeed(ended.Claim));

        Assert.Empty(await Storage.Checkpoints.ListAsync(ended.Id, default));
        await AssertKeptAsync(other.Id, Small);
        Assert.False(await Storage.Checkpoints.SaveAsync(ended.Claim, Small, default));
    }

    [Fact]
    public async Task Delete_TheExecution_TakesItsCheckpointsAlong()
    {
        var row = await InsertClaimedAsync();
        await Storage.Checkpoints.SaveAsync(row.Claim, Small, default);

        await Storage.ExecuteAsync($"DELETE FROM executions WHERE id = '{row.Id}'");

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM checkpoints"));
    }

    private async Task AssertKeptAsync(ExecutionId id, params Checkpoint[] expected)
    {
        var kept = await Storage.Checkpoints.ListAsync(id, default);
        Assert.Equal(
            expected.Select(checkpoint => (checkpoint.Name, Encoding.UTF8.GetString(checkpoint.Content.Span))),
            kept.Select(checkpoint => (checkpoint.Name, Encoding.UTF8.GetString(checkpoint.Content.Span))));
    }

    public sealed class OnPostgres(PostgresStorage storage) : CheckpointContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : CheckpointContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : CheckpointContract(storage), IClassFixture<EmbeddedStorage>;
}
