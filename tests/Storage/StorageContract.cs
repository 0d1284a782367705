using System.Security.Cryptography;
using System.Text;
using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

/// <summary>What the contract tests share: an empty database before each test, samples, and the usual steps.</summary>
public abstract class StorageContract(StorageUnderTest storage) : IAsyncLifetime
{
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    protected static readonly TimeSpan NoGrace = TimeSpan.Zero;

    protected StorageUnderTest Storage => storage;

    public Task InitializeAsync() => storage.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected NewExecution Sample()
    {
        // One reading: due a moment after its creation would be a delayed execution.
        var now = storage.Now;
        return new NewExecution
        {
            Id = new ExecutionId(Guid.CreateVersion7()),
            EngineId = "track.clean",
            EngineVersion = "1.0",
            Action = "run",
            Caller = "key:test",
            Source = ExecutionSource.Http,
            Fingerprint = SHA256.HashData("body"u8),
            Input = new Payload("{}"u8.ToArray(), null, PayloadEncoding.Plain, 2),
            MaxAttempts = 5,
            Timeout = TimeSpan.FromSeconds(30),
            CreatedAt = now,
            DueAt = now,
        };
    }

    protected async Task<Execution> InsertAsync(NewExecution row)
    {
        var outcome = Assert.Single(await storage.Executions.InsertAsync([row], default));
        Assert.True(outcome.Inserted);
        return outcome.Row;
    }

    /// <summary>As a worker claims: beside others, and alone where it is told to.</summary>
    protected async Task<ClaimOutcome> TryClaimAsync(ExecutionId id) =>
        Assert.Single(await storage.Executions.ClaimAsync([id], Lease, default)) is var outcome and not ClaimOutcome.Suspect
            ? outcome
            : await storage.Executions.ClaimSuspectAsync(id, Lease, default);

    protected async Task<Execution> ClaimAsync(ExecutionId id) => Assert.IsType<ClaimOutcome.Claimed>(await TryClaimAsync(id)).Row;

    protected async Task<Execution> InsertClaimedAsync(NewExecution? row = null) =>
        await InsertAsync((row ?? Sample()) with { ClaimFor = Lease });

    protected async Task<Execution?> FinishAsync(Completion completion) =>
        Assert.Single(await storage.Executions.FinishAsync([completion], default));

    protected async Task<Execution> FindAsync(ExecutionId id)
    {
        var row = await storage.Executions.FindAsync(id, default);
        Assert.NotNull(row);
        return row;
    }

    protected Task AskToCancelAsync(ExecutionId id) =>
        storage.ExecuteAsync($"UPDATE executions SET cancel_requested = true WHERE id = '{id}'");

    protected Task<long> CountDueAsync(string kind) => storage.CountAsync($"SELECT count(*) FROM due_work WHERE kind = '{kind}'");

    protected static Completion Succeed(Claim claim) =>
        new(claim, ExecutionEvent.Succeed, TimeSpan.FromMilliseconds(12)) { Result = PayloadOf("{\"ok\":true}") };

    protected static Completion Retry(Claim claim, TimeSpan delay) => new(claim, ExecutionEvent.Retry, TimeSpan.FromMilliseconds(5))
    {
        Delay = delay, Error = new ExecutionError("engine_failed", "The far side answered 503.", true, 1),
    };

    protected static Payload PayloadOf(string json) =>
        new(Encoding.UTF8.GetBytes(json), null, PayloadEncoding.Plain, Encoding.UTF8.GetByteCount(json));

    /// <summary>A time of the database that is close to what the test holds to be now.</summary>
    protected void AssertIsNow(DateTimeOffset? time, TimeSpan plus = default)
    {
        Assert.NotNull(time);
        Assert.InRange(time.Value - storage.Now - plus, -storage.Tolerance, storage.Tolerance);
    }
}
