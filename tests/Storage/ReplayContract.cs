using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Replays;

namespace TlEngine.Tests.Storage;

public abstract class ReplayContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Replay_Failed_IsANewQueuedRowWithTheInputOfTheOriginal()
    {
        var original = await FailAsync(Sample() with
        {
            Input = PayloadOf("{\"positions\":[]}"), TaskId = "order-66", Tags = ["night"], Priority = ExecutionPriority.High,
            CallbackUrl = new Uri("https://example.com/done"), Source = ExecutionSource.Amqp,
        });
        var wanted = Replay(original) with { EngineVersion = "2.0", Options = """{"tags":["night"]}""", MaxAttempts = 3 };

        var answered = Assert.Single(await ReplayAsync(wanted));

        var row = await FindAsync(wanted.Id);
        Assert.Equal(row.Id, answered!.Id);
        Assert.Equal((ExecutionStatus.Queued, ExecutionSource.Replay, 0, 3, 0L), (row.Status, row.Source, row.Attempts, row.MaxAttempts, row.Fence));
        Assert.Equal((original.Id, original.CreatedAt, "2.0"), (row.ReplayOf, row.AsOf, row.EngineVersion));
        Assert.Equal((original.Caller, original.Action, original.Timeout, original.CallbackUrl, "night"),
            (row.Caller, row.Action, row.Timeout, row.CallbackUrl, Assert.Single(row.Tags)));
        Assert.Equal((null, null, ExecutionPriority.High), (row.TaskId, row.Error, row.Priority));
        Assert.Equal(row.Id, Assert.Single((await Storage.Executions.RecoverAsync(NoGrace, 10, default)).Wakeups).Id);
        Assert.Equal("{\"positions\":[]}"u8.ToArray(), (await ClaimAsync(row.Id)).Input.Bytes!.Value.ToArray());
    }

    [Fact]
    public async Task Replay_LongInput_IsThatOfTheOriginal()
    {
        var original = await FailAsync(Sample() with { Input = new Payload(new byte[100_000], null, PayloadEncoding.Brotli, 900_000) });
        var wanted = Replay(original);

        await ReplayAsync(wanted);

        Assert.Equal(new byte[100_000], (await ClaimAsync(wanted.Id)).Input.Bytes!.Value.ToArray());
    }

    [Fact]
    public async Task Replay_OfAReplay_KeepsTheFirstClock()
    {
        var original = await FailAsync(Sample());
        var first = Replay(original);
        await ReplayAsync(first);
        await FinishAsync(Succeed((await ClaimAsync(first.Id)).Claim));
        var second = Replay(await FindAsync(first.Id));

        await ReplayAsync(second);

        Assert.Equal((original.CreatedAt, first.Id), ((await FindAsync(second.Id)).Now, (await FindAsync(second.Id)).ReplayOf));
    }

    [Fact]
    public async Task Replay_InputInAFile_NamesTheCopy()
    {
        var original = await FailAsync(Sample() with { Input = new Payload(null, "executions/1/input", PayloadEncoding.Brotli, 9) });
        var wanted = Replay(original) with { InputFile = "executions/2/input" };

        await ReplayAsync(wanted);

        Assert.Equal(new Payload(null, "executions/2/input", PayloadEncoding.Brotli, 9), (await FindAsync(wanted.Id)).Input);
    }

    [Fact]
    public async Task Replay_UnfinishedOrUnknown_IsRefusedAndTheOthersGoOn()
    {
        var running = await InsertClaimedAsync();
        var failed = await FailAsync(Sample());

        var answers = await ReplayAsync(Replay(running), Replay(failed), Replay(Detached()));

        Assert.Equal([false, true, false], answers.Select(answer => answer is not null));
        Assert.Equal(3, await Storage.CountAsync("SELECT count(*) FROM executions"));
        Assert.Empty(await ReplayAsync());
    }

    [Fact]
    public async Task Replay_OnceByManyAtTheSameMoment_IsReplayedOnce()
    {
        var originals = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => FailAsync(Sample())));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReplayAsync(
            [.. originals.Select(original => Replay(original) with { Once = true })]))));

        Assert.Equal(10, answers.SelectMany(answer => answer).Count(row => row is not null));
        Assert.Equal(10, await Storage.CountAsync("SELECT count(DISTINCT replay_of) FROM executions"));
        Assert.Equal(20, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task FindFailed_EachFilter_AnswersTheUnreplayedOldestFirst()
    {
        var start = Storage.Now - TimeSpan.FromHours(1);
        var rows = new List<Execution>();
        for (var i = 0; i < 4; i++)
        {
            rows.Add(await FailAsync(Sample() with { CreatedAt = start.AddMinutes(i), EngineId = i == 1 ? "geo.fence" : "track.clean" }));
        }

        await InsertClaimedAsync();
        await ReplayAsync(Replay(rows[3]));
        var all = new FailureFilter(["track.clean", "geo.fence"]);

        Assert.Equal([rows[0].Id, rows[1].Id, rows[2].Id], await IdsAsync(all));
        Assert.Equal([rows[0].Id, rows[2].Id], await IdsAsync(new FailureFilter(["track.clean"])));
        Assert.Equal([rows[1].Id], await IdsAsync(all with { Since = rows[1].CreatedAt, Until = rows[2].CreatedAt }));
        Assert.Empty(await IdsAsync(all with { ErrorCode = "engine_timeout" }));
        Assert.Equal(3, (await IdsAsync(all with { ErrorCode = "engine_failed", Caller = rows[0].Caller })).Count);
        Assert.Empty(await IdsAsync(all with { Caller = "nobody" }));
        Assert.Empty(await IdsAsync(new FailureFilter([])));
        Assert.Equal([rows[0].Id], (await Storage.Replays.FindFailedAsync(all, 1, default)).Select(row => row.Id));
    }

    [Fact]
    public async Task Replay_UnderOneKeyByManyAtOnce_IsDoneOnceWithItsAnswer()
    {
        var original = await FailAsync(Sample());
        var call = new IdempotentCall("key:test", "again", new byte[32]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var replay = Replay(original);
            return Storage.Replays.ReplayAsync([replay], new KeyedReplay(call, replay.Id, AnswerOf), default);
        })));

        var made = Assert.Single(answers, answer => answer is not null);
        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM executions"));
        var known = (await Storage.Idempotency.FindAsync("key:test", "again", default))!;
        Assert.Equal((made![0]!.Id, 202, made[0]!.Id.ToString()), (known.Owner, known.Answer!.Status, known.Answer.Location));
    }

    [Fact]
    public async Task Replay_NothingToReplayUnderAKey_LeavesTheKeyFree()
    {
        var call = new IdempotentCall("key:test", "none", new byte[32]);

        var answer = await Storage.Replays.ReplayAsync(
            [Replay(Detached())], new KeyedReplay(call, Sample().Id, rows => rows.Count == 0 ? null : AnswerOf(rows)), default);

        Assert.Null(Assert.Single(answer!));
        Assert.Null(await Storage.Idempotency.FindAsync("key:test", "none", default));
    }

    private static StoredAnswer AnswerOf(IReadOnlyList<Execution> rows) => new(202, "{}"u8.ToArray(), rows[0].Id.ToString());

    private async Task<IReadOnlyList<Execution?>> ReplayAsync(params NewReplay[] replays) =>
        (await Storage.Replays.ReplayAsync(replays, null, default))!;

    private async Task<IReadOnlyList<ExecutionId>> IdsAsync(FailureFilter filter) =>
        [.. (await Storage.Replays.FindFailedAsync(filter, 10, default)).Select(row => row.Id)];

    private async Task<Execution> FailAsync(NewExecution sample)
    {
        var row = await InsertClaimedAsync(sample);
        var error = new ExecutionError("engine_failed", "It broke.", false, 1);
        return (await FinishAsync(new Completion(row.Claim, ExecutionEvent.Fail, TimeSpan.Zero) { Error = error }))!;
    }

    private Execution Detached() => new()
    {
        Id = Sample().Id, EngineId = "e", EngineVersion = "1", Action = "run", Caller = "c", Source = ExecutionSource.Http,
        Fingerprint = default, Status = ExecutionStatus.Failed, Input = PayloadOf("{}"), Options = "{}", Tags = [],
        Priority = ExecutionPriority.Normal, Attempts = 1, MaxAttempts = 1, Fence = 1, Timeout = TimeSpan.FromSeconds(1),
        CreatedAt = Storage.Now, DueAt = Storage.Now,
    };

    private NewReplay Replay(Execution original) => new(original.Id, Sample().Id, original.EngineVersion, "{}", 5, Storage.Now);

    public sealed class OnPostgres(PostgresStorage storage) : ReplayContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ReplayContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ReplayContract(storage), IClassFixture<EmbeddedStorage>;
}
