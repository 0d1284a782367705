using FsCheck;
using FsCheck.Fluent;
using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

/// <summary>Any sequence of events leaves a row where the transition table says.</summary>
public abstract class LifeContract(StorageUnderTest storage) : StorageContract(storage)
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    [Fact]
    public async Task Row_AnySequenceOfEvents_FollowsTheTransitionTable()
    {
        var steps = Gen.Choose(0, (int)LifeStep.LetTimeToLiveEnd).Select(step => (LifeStep)step);
        // Claims are as likely as the rest together: without one most steps do nothing.
        var mixed = Gen.Frequency((1, Gen.Constant(LifeStep.Claim)), (2, steps));
        var lives = mixed.ListOf(14).Select(list => list.ToArray()).ToArbitrary();
        var config = Config.QuickThrowOnFailure.WithMaxTest(40);

        await Task.Run(() => Check.One(config, Prop.ForAll(lives, LiveAsync)));
    }

    private async Task<bool> LiveAsync(LifeStep[] steps)
    {
        await Storage.ClearAsync();
        var model = new LifeModel(MaxAttempts);
        var id = (await InsertAsync(Sample() with { MaxAttempts = MaxAttempts, ExpiresAt = Storage.Now + TimeToLive })).Id;
        var claims = new List<Claim>();
        foreach (var step in steps)
        {
            await TakeAsync(step, id, claims, model);
            model.Apply(step);
            var row = await FindAsync(id);
            Assert.Equal((step, model.Status, model.Attempts, model.Fence), (step, row.Status, row.Attempts, row.Fence));
            Assert.Equal(ExecutionTransitions.IsFinal(row.Status), row.FinishedAt is not null);
            Assert.Equal(row.Status == ExecutionStatus.Running, row.LeaseUntil is not null);
        }

        return true;
    }

    private async Task TakeAsync(LifeStep step, ExecutionId id, List<Claim> claims, LifeModel model)
    {
        var newest = claims.LastOrDefault(new Claim(id, -1));
        switch (step)
        {
            case LifeStep.Claim when await TryClaimAsync(id) is ClaimOutcome.Claimed claimed:
                claims.Add(claimed.Row.Claim);
                break;
            case LifeStep.Succeed or LifeStep.Fail or LifeStep.RetryAtOnce or LifeStep.Release or LifeStep.CancelByHolder:
                var written = await FinishAsync(new Completion(newest, EventOf(step), TimeSpan.FromSeconds(1)));
                Assert.True(written is not null || !model.IsHeld, $"{step} of a held claim was refused");
                break;
            case LifeStep.StaleSucceed:
                Assert.Null(await FinishAsync(Succeed(newest with { Fence = newest.Fence - 1 })));
                break;
            case LifeStep.RenewByHolder:
                await Storage.Executions.RenewAsync([newest], Lease, default);
                break;
            case LifeStep.LetLeaseEnd:
                await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));
                break;
            case LifeStep.LetTimeToLiveEnd:
                await Storage.PassAsync(TimeToLive);
                break;
            case LifeStep.Sweep:
                await Storage.Executions.RecoverAsync(NoGrace, 10, default);
                break;
            case LifeStep.AskToCancel:
                await AskToCancelAsync(id);
                break;
            default:
                break;
        }
    }

    private static ExecutionEvent EventOf(LifeStep step) => step switch
    {
        LifeStep.Succeed => ExecutionEvent.Succeed,
        LifeStep.Fail => ExecutionEvent.Fail,
        LifeStep.RetryAtOnce => ExecutionEvent.Retry,
        LifeStep.Release => ExecutionEvent.Release,
        _ => ExecutionEvent.Cancel,
    };

    public sealed class OnPostgres(PostgresStorage storage) : LifeContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : LifeContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : LifeContract(storage), IClassFixture<EmbeddedStorage>;
}
