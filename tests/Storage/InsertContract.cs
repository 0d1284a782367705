using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

public abstract class InsertContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Insert_EveryColumnSet_ComesBackAsSent()
    {
        var sent = Sample() with
        {
            TaskId = "task-1",
            Source = ExecutionSource.Amqp,
            Options = """{"timeout_s":  5}""",
            Tags = ["b", "a", "quo\"te", "ünïcode 🚌", "{curly}", ""],
            Priority = ExecutionPriority.High,
            CreatedAt = Storage.Now.AddTicks(7).ToOffset(TimeSpan.FromHours(2)),
            DueAt = Storage.Now.AddHours(1),
            ExpiresAt = Storage.Now.AddHours(2),
            Timeout = TimeSpan.FromMilliseconds(1234.5),
            CallbackUrl = new Uri("https://example.org/hook?a=b%20c"),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        var inserted = await InsertAsync(sent);
        var found = await FindAsync(sent.Id);

        foreach (var row in (Execution[])[inserted, found])
        {
            Assert.Equal(sent.Id, row.Id);
            Assert.Equal(("track.clean", "1.0", "run", "key:test"), (row.EngineId, row.EngineVersion, row.Action, row.Caller));
            Assert.Equal((ExecutionSource.Amqp, "task-1", ExecutionStatus.Queued), (row.Source, row.TaskId, row.Status));
            Assert.Equal(sent.Fingerprint.ToArray(), row.Fingerprint.ToArray());
            Assert.Equal((sent.Input.Encoding, sent.Input.Length), (row.Input.Encoding, row.Input.Length));
            Assert.Equal(sent.Options, row.Options);
            Assert.Equal(sent.Tags, row.Tags);
            Assert.Equal(ExecutionPriority.High, row.Priority);
            Assert.Equal((0, 5, 0L), (row.Attempts, row.MaxAttempts, row.Fence));
            Assert.Equal(Microseconds(sent.CreatedAt), row.CreatedAt);
            Assert.Equal(TimeSpan.Zero, row.CreatedAt.Offset);
            Assert.Equal(Microseconds(sent.DueAt), row.DueAt);
            Assert.Equal(Microseconds(sent.ExpiresAt.Value), row.ExpiresAt);
            Assert.Equal(sent.Timeout, row.Timeout);
            Assert.Equal(sent.CallbackUrl, row.CallbackUrl);
            Assert.Equal(sent.TraceParent, row.TraceParent);
            Assert.False(row.CancelRequested);
        }
    }

    [Fact]
    public async Task Insert_NothingOptionalSet_LeavesItNull()
    {
        var row = await FindAsync((await InsertAsync(Sample())).Id);

        Assert.Null(row.TaskId);
        Assert.Null(row.ExpiresAt);
        Assert.Null(row.CallbackUrl);
        Assert.Null(row.TraceParent);
        Assert.Null(row.Result);
        Assert.Null(row.Error);
        Assert.Null(row.LeaseUntil);
        Assert.Null(row.StartedAt);
        Assert.Null(row.FinishedAt);
        Assert.Null(row.Duration);
        Assert.Empty(row.Tags);
        Assert.Equal("{}", row.Options);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(1024 * 1024)]
    [InlineData(2 * 1024 * 1024)]
    public async Task Insert_PayloadOfAnyLength_IsKeptToTheByte(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        // A slice of a larger buffer: only the slice is the payload.
        var buffer = new byte[length + 10];
        bytes.CopyTo(buffer, 5);
        var row = await InsertAsync(
            Sample() with { Input = new Payload(buffer.AsMemory(5, length), null, PayloadEncoding.Brotli, length * 3) });

        var input = (await ClaimAsync(row.Id)).Input;

        Assert.Equal(bytes, input.Bytes!.Value.ToArray());
        Assert.Equal((null, PayloadEncoding.Brotli, length * 3), (input.FileKey, input.Encoding, input.Length));
    }

    [Fact]
    public async Task Insert_PayloadInAFile_KeepsTheReference()
    {
        var row = await InsertAsync(
            Sample() with { Input = new Payload(null, "executions/2026/03/01/x/input", PayloadEncoding.Brotli, 5_000_000) });

        Assert.Equal(
            new Payload(null, "executions/2026/03/01/x/input", PayloadEncoding.Brotli, 5_000_000), (await FindAsync(row.Id)).Input);
    }

    [Fact]
    public async Task Insert_ForAClaim_IsRunningUnderTheFirstFence()
    {
        var row = await InsertClaimedAsync();

        Assert.Equal((ExecutionStatus.Running, 1, 1L), (row.Status, row.Attempts, row.Fence));
        AssertIsNow(row.LeaseUntil, Lease);
        AssertIsNow(row.StartedAt);
        var found = await FindAsync(row.Id);
        Assert.Equal(
            (row.Status, row.Attempts, row.Fence, row.LeaseUntil, row.StartedAt),
            (found.Status, found.Attempts, found.Fence, found.LeaseUntil, found.StartedAt));
    }

    [Fact]
    public async Task Insert_WithACachedResult_HasSucceeded()
    {
        var row = await InsertAsync(
            Sample() with { CachedResult = PayloadOf("{\"ok\":true}"), Duration = TimeSpan.FromMilliseconds(1.5) });

        foreach (var seen in (Execution[])[row, await FindAsync(row.Id)])
        {
            Assert.Equal((ExecutionStatus.Succeeded, 1, 1L, true), (seen.Status, seen.Attempts, seen.Fence, seen.Cached));
            Assert.Equal("{\"ok\":true}"u8.ToArray(), seen.Result!.Bytes!.Value.ToArray());
            Assert.Equal(TimeSpan.FromMilliseconds(1.5), seen.Duration);
            AssertIsNow(seen.StartedAt);
            AssertIsNow(seen.FinishedAt);
            Assert.Null(seen.LeaseUntil);
        }

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM recoverable_work"));
    }

    [Fact]
    public async Task Insert_IdTaken_AnswersTheRowThatHasIt()
    {
        var first = await InsertAsync(Sample() with { TaskId = "t", Caller = "amqp:a" });

        var other = Sample() with { Id = first.Id, Caller = "amqp:b", Fingerprint = new byte[32] };
        var again = Assert.Single(await Storage.Executions.InsertAsync([other], default));

        Assert.False(again.Inserted);
        Assert.Equal((first.Id, "amqp:a", "t"), (again.Row.Id, again.Row.Caller, again.Row.TaskId));
        Assert.Equal(first.Fingerprint.ToArray(), again.Row.Fingerprint.ToArray());
    }

    [Fact]
    public async Task Insert_TaskIdTakenByTheCaller_AnswersTheRowThatHasIt()
    {
        var first = await InsertAsync(Sample() with { TaskId = "t" });

        var outcomes = await Storage.Executions.InsertAsync(
            [Sample() with { TaskId = "t" }, Sample() with { TaskId = "t", Caller = "other" }], default);

        Assert.Equal([false, true], outcomes.Select(outcome => outcome.Inserted));
        Assert.Equal(first.Id, outcomes[0].Row.Id);
        Assert.NotEqual(first.Id, outcomes[1].Row.Id);
    }

    [Fact]
    public async Task Insert_RepeatedCall_AnswersTheSameRowsOnce()
    {
        NewExecution[] rows = [Sample() with { ClaimFor = Lease }, Sample() with { TaskId = "t" }, Sample()];

        var first = await Storage.Executions.InsertAsync(rows, default);
        var second = await Storage.Executions.InsertAsync(rows, default);

        Assert.All(first, outcome => Assert.True(outcome.Inserted));
        Assert.All(second, outcome => Assert.False(outcome.Inserted));
        Assert.Equal(rows.Select(row => row.Id), second.Select(outcome => outcome.Row.Id));
        Assert.Equal(first.Select(outcome => outcome.Row.Claim), second.Select(outcome => outcome.Row.Claim));
        Assert.Equal(3, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Insert_SameTaskTwiceInOneCall_InsertsOne()
    {
        var outcomes = await Storage.Executions.InsertAsync(
            [Sample() with { TaskId = "t" }, Sample(), Sample() with { TaskId = "t" }], default);

        Assert.Equal(2, outcomes.Count(outcome => outcome.Inserted));
        Assert.True(outcomes[1].Inserted);
        Assert.Equal(outcomes[0].Row.Id, outcomes[2].Row.Id);
    }

    [Fact]
    public async Task Insert_SameIdTwiceInOneCallUnderTwoTasks_AnswersTheOneInserted()
    {
        var id = Sample().Id;
        await InsertAsync(Sample() with { TaskId = "a" });

        var outcomes = await Storage.Executions.InsertAsync(
            [Sample() with { Id = id, TaskId = "a" }, Sample() with { Id = id, TaskId = "b" }], default);

        Assert.True(outcomes[1].Inserted);
        Assert.Equal((id, "b"), (outcomes[1].Row.Id, outcomes[1].Row.TaskId));
        Assert.Equal("b", (await FindAsync(id)).TaskId);
    }

    [Fact]
    public async Task Insert_TextThatADatabaseRefuses_ReplacesOnlyThoseCharacters()
    {
        var outcomes = await Storage.Executions.InsertAsync(
            [Sample() with { TaskId = "a\0b", Tags = ["x\0", "\ud800y", "🚌"], Options = "{\"a\":\"\ud83d\"}" }, Sample()], default);

        Assert.All(outcomes, outcome => Assert.True(outcome.Inserted));
        var row = await FindAsync(outcomes[0].Row.Id);
        Assert.Equal("a\uFFFDb", row.TaskId);
        Assert.Equal(["x\uFFFD", "\uFFFDy", "🚌"], row.Tags);
        Assert.Equal(row.Tags, outcomes[0].Row.Tags);
        Assert.Equal("{\"a\":\"\uFFFD\"}", row.Options);
    }

    [Fact]
    public async Task Insert_CallersClockAhead_IsDueByTheDatabasesClock()
    {
        var ahead = Storage.Now.AddMinutes(5);
        var row = await InsertAsync(Sample() with { CreatedAt = ahead, DueAt = ahead });

        AssertIsNow(row.DueAt);
        await ClaimAsync(row.Id);
    }

    [Fact]
    public async Task Insert_Nothing_AnswersNothing() => Assert.Empty(await Storage.Executions.InsertAsync([], default));

    [Fact]
    public async Task Find_Unknown_AnswersNull() => Assert.Null(await Storage.Executions.FindAsync(Sample().Id, default));

    [Fact]
    public async Task Insert_CancelledBeforehand_InsertsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Storage.Executions.InsertAsync([Sample()], new CancellationToken(true)));

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    private static DateTimeOffset Microseconds(DateTimeOffset time) => new(time.UtcTicks / 10 * 10, TimeSpan.Zero);

    public sealed class OnPostgres(PostgresStorage storage) : InsertContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : InsertContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : InsertContract(storage), IClassFixture<EmbeddedStorage>;
}
