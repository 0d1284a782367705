using TlEngine.Executions;
using TlEngine.Webhooks;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Tests.Storage;

public abstract class DeliveryContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly Uri Url = new("https://example.com/hook?a=b");

    [Fact]
    public async Task Finish_ExecutionWithACallback_PlansOneDelivery()
    {
        var row = await InsertClaimedAsync(WithCallback());
        Assert.Empty(await Storage.Deliveries.ListAsync(row.Id, default));

        await FinishAsync(Succeed(row.Claim));
        await FinishAsync(Succeed(row.Claim));

        var delivery = Assert.Single(await Storage.Deliveries.ListAsync(row.Id, default));
        Assert.Equal(
            (row.Id, "key:test", Url, DeliveryStatus.Pending, 0, 0),
            (delivery.ExecutionId, delivery.Caller, delivery.Url, delivery.Status, delivery.Attempt, delivery.Rung));
        AssertIsNow(delivery.CreatedAt);
        AssertIsNow(delivery.NextAttemptAt);
        Assert.Equal(delivery, await Storage.Deliveries.FindAsync(delivery.Id, default));
        Assert.Equal(delivery.Id, Assert.Single(await Storage.Deliveries.FindUnpublishedAsync([row.Id], default)).Id);
    }

    [Fact]
    public async Task Finish_NoCallbackOrNoEnd_PlansNone()
    {
        var plain = await InsertClaimedAsync();
        await FinishAsync(Succeed(plain.Claim));
        var retrying = await InsertClaimedAsync(WithCallback());
        await FinishAsync(Retry(retrying.Claim, TimeSpan.FromMinutes(1)));

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM deliveries"));
    }

    [Fact]
    public async Task End_ByWhateverStatement_PlansADelivery()
    {
        var expired = await InsertAsync(WithCallback() with { ExpiresAt = Storage.Now.AddMinutes(1) });
        var lost = await InsertClaimedAsync(WithCallback() with { MaxAttempts = 1 });
        var cancelled = await InsertAsync(WithCallback());
        await AskToCancelAsync(cancelled.Id);
        var cached = await InsertAsync(WithCallback() with { CachedResult = PayloadOf("{}"), Duration = TimeSpan.Zero });
        await Storage.PassAsync(TimeSpan.FromMinutes(2));
        await Storage.Executions.RecoverAsync(NoGrace, 100, default);

        foreach (var id in (ExecutionId[])[expired.Id, lost.Id, cancelled.Id, cached.Id])
        {
            Assert.Single(await Storage.Deliveries.ListAsync(id, default));
        }
    }

    [Fact]
    public async Task Claim_BySeveralAtOnce_OneWins()
    {
        var delivery = await PlanAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ClaimAsync(delivery.Id))));

        var row = Assert.Single(claims.OfType<DeliveryClaim.Claimed>()).Row;
        Assert.Equal((DeliveryStatus.Delivering, 1, 1, 1L), (row.Status, row.Attempt, row.Rung, row.Fence));
        Assert.Equal(5, claims.OfType<DeliveryClaim.Lost>().Count());
        Assert.IsType<DeliveryClaim.Lost>(await ClaimAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Finish_Pending_IsEarlyUntilItsTimeAndUnpublished()
    {
        var row = await ClaimedAsync();
        Assert.True(await Storage.Deliveries.FinishAsync(Again(row, TimeSpan.FromMinutes(5)), default));

        var early = Assert.IsType<DeliveryClaim.Early>(await ClaimAsync(row.Id));
        Assert.InRange(early.Remaining, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5));
        var found = await Storage.Deliveries.FindAsync(row.Id, default);
        Assert.Equal((DeliveryStatus.Pending, 503, "It answered 503.", 1), (found!.Status, found.ResponseStatus, found.Error, found.Attempt));
        Assert.Single(await Storage.Deliveries.FindUnpublishedAsync([row.ExecutionId], default));

        await Storage.PassAsync(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(2, Assert.IsType<DeliveryClaim.Claimed>(await ClaimAsync(row.Id)).Row.Attempt);
    }

    [Fact]
    public async Task Finish_Postponed_CountsNothingAndKeepsWhatIsKnown()
    {
        var row = await ClaimedAsync();
        await Storage.Deliveries.FinishAsync(Again(row, TimeSpan.Zero), default);
        var again = Assert.IsType<DeliveryClaim.Claimed>(await ClaimAsync(row.Id)).Row;

        await Storage.Deliveries.FinishAsync(
            new DeliveryEnd(again.Id, again.Fence, DeliveryStatus.Pending) { Postponed = true, Delay = TimeSpan.FromSeconds(30) }, default);

        var found = await Storage.Deliveries.FindAsync(row.Id, default);
        Assert.Equal((1, 1, 503, "It answered 503."), (found!.Attempt, found.Rung, found.ResponseStatus, found.Error));
    }

    [Fact]
    public async Task Finish_Delivered_IsFinalAndStaysSo()
    {
        var row = await ClaimedAsync();
        var end = new DeliveryEnd(row.Id, row.Fence, DeliveryStatus.Delivered) { ResponseStatus = 204 };

        Assert.True(await Storage.Deliveries.FinishAsync(end, default));

        Assert.False(await Storage.Deliveries.FinishAsync(Again(row, TimeSpan.Zero), default));
        Assert.IsType<DeliveryClaim.Lost>(await ClaimAsync(row.Id));
        var found = await Storage.Deliveries.FindAsync(row.Id, default);
        Assert.Equal((DeliveryStatus.Delivered, 204, null, null), (found!.Status, found.ResponseStatus, found.Error, found.NextAttemptAt));
        await Storage.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await Storage.Deliveries.FindDueAsync(10, default));
    }

    [Fact]
    public async Task Claim_LeaseEnded_IsTakenOverAndFencesTheFirst()
    {
        var first = await ClaimedAsync();
        Assert.IsType<DeliveryClaim.Lost>(await ClaimAsync(first.Id));
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(11));
        Assert.Equal([first.Id], (await Storage.Deliveries.FindDueAsync(10, default)).Select(due => due.Id));

        var second = Assert.IsType<DeliveryClaim.Claimed>(await ClaimAsync(first.Id)).Row;

        Assert.Equal(2, second.Fence);
        Assert.False(await Storage.Deliveries.FinishAsync(new DeliveryEnd(first.Id, first.Fence, DeliveryStatus.Delivered), default));
        Assert.True(await Storage.Deliveries.FinishAsync(new DeliveryEnd(second.Id, second.Fence, DeliveryStatus.Delivered), default));
    }

    [Fact]
    public async Task Due_UnpublishedOrLost_IsFoundUntilPublished()
    {
        var delivery = await PlanAsync();
        Assert.Empty(await Storage.Deliveries.FindDueAsync(10, default));
        await Storage.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal([new DueDelivery(delivery.Id, TimeSpan.Zero)], await Storage.Deliveries.FindDueAsync(10, default));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM due_deliveries WHERE kind = 'delivery'"));

        await Storage.Deliveries.MarkPublishedAsync([delivery.Id], default);
        Assert.Empty(await Storage.Deliveries.FindDueAsync(10, default));
        await Storage.PassAsync(TimeSpan.FromSeconds(121));
        Assert.Single(await Storage.Deliveries.FindDueAsync(10, default));
    }

    [Fact]
    public async Task Redeliver_Finished_StartsAtTheFirstRungUnderTheSameId()
    {
        var row = await ClaimedAsync();
        Assert.Null(await Storage.Deliveries.RedeliverAsync(row.Id, default));
        await Storage.Deliveries.FinishAsync(new DeliveryEnd(row.Id, row.Fence, DeliveryStatus.Failed) { Error = "gone" }, default);

        var again = await Storage.Deliveries.RedeliverAsync(row.Id, default);

        Assert.Equal((row.Id, DeliveryStatus.Pending, 1, 0), (again!.Id, again.Status, again.Attempt, again.Rung));
        var claimed = Assert.IsType<DeliveryClaim.Claimed>(await ClaimAsync(row.Id)).Row;
        Assert.Equal((2, 1), (claimed.Attempt, claimed.Rung));
        Assert.Null(await Storage.Deliveries.RedeliverAsync(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task Delete_Execution_TakesItsDeliveriesAlong()
    {
        var delivery = await PlanAsync();

        await Storage.ExecuteAsync($"DELETE FROM executions WHERE id = '{delivery.ExecutionId}'");

        Assert.Null(await Storage.Deliveries.FindAsync(delivery.Id, default));
    }

    [Fact]
    public async Task Endpoint_Disabled_IsSoForADayPerCallerAndUrl()
    {
        var caller = $"key:{Guid.NewGuid()}";
        Assert.Null(await Storage.Endpoints.FindDisabledAsync(caller, Url, default));
        await Storage.Endpoints.DisableAsync(caller, Url, default);
        await Storage.Endpoints.DisableAsync(caller, Url, default);

        var disabled = await Storage.Endpoints.FindDisabledAsync(caller, Url, default);
        AssertIsNow(disabled!.Until, DisabledEndpoint.Period);
        Assert.Null(await Storage.Endpoints.FindDisabledAsync("key:other", Url, default));
        Assert.Null(await Storage.Endpoints.FindDisabledAsync(caller, new Uri("https://example.com/other"), default));

        await Storage.Endpoints.EnableAsync(caller, Url, default);
        Assert.Null(await Storage.Endpoints.FindDisabledAsync(caller, Url, default));

        await Storage.Endpoints.DisableAsync(caller, Url, default);
        await Storage.PassAsync(DisabledEndpoint.Period + TimeSpan.FromSeconds(1));
        Assert.Null(await Storage.Endpoints.FindDisabledAsync(caller, Url, default));
    }

    private NewExecution WithCallback() => Sample() with { CallbackUrl = Url };

    private async Task<Delivery> PlanAsync()
    {
        var row = await InsertClaimedAsync(WithCallback());
        await FinishAsync(Succeed(row.Claim));
        return Assert.Single(await Storage.Deliveries.ListAsync(row.Id, default));
    }

    private async Task<Delivery> ClaimedAsync() => Assert.IsType<DeliveryClaim.Claimed>(await ClaimAsync((await PlanAsync()).Id)).Row;

    private Task<DeliveryClaim> ClaimAsync(Guid id) => Storage.Deliveries.ClaimAsync(id, Lease, default);

    private static DeliveryEnd Again(Delivery row, TimeSpan delay) => new(row.Id, row.Fence, DeliveryStatus.Pending)
    {
        ResponseStatus = 503, Error = "It answered 503.", Delay = delay,
    };

    public sealed class OnPostgres(PostgresStorage storage) : DeliveryContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : DeliveryContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : DeliveryContract(storage), IClassFixture<EmbeddedStorage>;
}
