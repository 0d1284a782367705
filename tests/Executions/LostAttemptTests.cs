using System.Text;
using TlEngine.Executions;
using TlEngine.Storage;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Webhooks.Deliveries;

namespace TlEngine.Tests.Executions;

/// <summary>A call to the outside whose worker died is repeated only where that is harmless.</summary>
public sealed class LostAttemptTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private DeliveriesUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await DeliveriesUnderTest.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("POST", "outcome_unknown", 0)]
    [InlineData("PUT", null, 1)]
    public async Task Run_WorkerOfTheFirstAttemptDied_RepeatsOnlyWhatMayBe(string method, string? code, int requests)
    {
        await using var server = await Receiver.StartAsync(200);
        var first = await InsertAsync(method, server.Url);
        _service.Clock.Advance(Lease + TimeSpan.FromSeconds(1));

        var completion = await RunAsync(await ClaimAsync(first.Id));

        Assert.Equal((code, requests), (completion.Error?.Code, server.Requests.Count));
        Assert.Equal(code is null ? ExecutionEvent.Succeed : ExecutionEvent.Fail, completion.Event);
    }

    [Fact]
    public async Task Run_FirstAttemptEndedWithAnError_IsRunAgain()
    {
        await using var server = await Receiver.StartAsync(503, 503, 503, 200);
        var row = await InsertAsync("POST", server.Url);

        var failed = await RunAsync(row);
        Assert.Equal(ExecutionEvent.Retry, failed.Event);
        await _service.Service<IExecutionStore>().FinishAsync([failed], default);
        _service.Clock.Advance(failed.Delay);

        Assert.Equal(ExecutionEvent.Succeed, (await RunAsync(await ClaimAsync(row.Id))).Event);
        Assert.Single(server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.Equal(row.Id.ToString(), server.Requests.First().Headers["Idempotency-Key"]);
    }

    private async Task<Execution> InsertAsync(string method, Uri url)
    {
        var data = Encoding.UTF8.GetBytes($$"""{"method":"{{method}}","url":"{{url}}"}""");
        var now = _service.Clock.GetUtcNow();
        var row = new NewExecution
        {
            Id = new ExecutionId(Guid.NewGuid()),
            EngineId = "http.call",
            EngineVersion = "1",
            Action = "run",
            Caller = "tl-plane",
            Source = ExecutionSource.Http,
            Fingerprint = new byte[32],
            Input = new Payload(data, null, PayloadEncoding.Plain, data.Length),
            MaxAttempts = 5,
            Timeout = TimeSpan.FromSeconds(30),
            CreatedAt = now,
            DueAt = now,
            ClaimFor = Lease,
        };
        return (await _service.Service<IExecutionStore>().InsertAsync([row], default))[0].Row;
    }

    /// <summary>As a worker does: one that may have ended its worker is claimed alone.</summary>
    private async Task<Execution> ClaimAsync(ExecutionId id)
    {
        var store = _service.Service<IExecutionStore>();
        var outcome = (await store.ClaimAsync([id], Lease, default))[0];
        return Assert.IsType<ClaimOutcome.Claimed>(
            outcome is ClaimOutcome.Suspect ? await store.ClaimSuspectAsync(id, Lease, default) : outcome).Row;
    }

    private Task<Completion> RunAsync(Execution row) =>
        _service.Service<Attempt>().RunAsync(row, null, CancellationToken.None, CancellationToken.None);
}
