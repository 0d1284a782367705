using System.Security.Cryptography;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Requests;
using TlEngine.Schedules;
using TlEngine.Storage;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>A process dies at each step of the pipeline in turn, and another one takes over: whatever the step, the outcome is the same.</summary>
public sealed class CrashPointTests(CrashStage stage) : IClassFixture<CrashStage>, IAsyncLifetime
{
    /// <summary>Longer than a lease: a statement that was on its way when its process died may still take one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly byte[] Body =
        """{"engine_id":"test.echo","data":{"n":7},"options":{"max_attempts":5}}"""u8.ToArray();

    public static TheoryData<CrashSource, string, bool> Deaths()
    {
        var deaths = new TheoryData<CrashSource, string, bool>();
        foreach (var source in Enum.GetValues<CrashSource>())
        {
            foreach (var step in CrashPoint.Of(source))
            {
                deaths.Add(source, step, false);
                if (step != CrashPoint.Run)
                {
                    deaths.Add(source, step, true);
                }
            }
        }

        return deaths;
    }

    public Task InitializeAsync() => stage.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Process_DiesAtAStep_ExecutionEndsOnce(CrashSource source, string step, bool afterwards)
    {
        var doomed = new Instance(stage.Settings, new Mortality(step, afterwards));
        doomed.Serve();
        if (source == CrashSource.Schedule)
        {
            await AddScheduleAsync(doomed);
        }

        // Never ends where the process dies first.
        _ = BringAsync(source, doomed);
        await doomed.Died.WaitAsync(Patience);
        await doomed.BuryAsync();
        await stage.LetAnHourPassAsync();

        await using (var heir = new Instance(stage.Settings))
        {
            heir.Serve();
            await RecoverUntilAsync(heir, "nothing is unfinished", "SELECT count(*) = 0 FROM executions WHERE status < 3");
            if (source != CrashSource.Amqp)
            {
                // A caller without an answer calls again with its key, and the timer ticks again.
                await BringAsync(source, heir);
            }

            await RecoverUntilAsync(
                heir, "it has ended", "SELECT count(*) = 1 AND bool_and(status >= 3 AND unpublished_since IS NULL) FROM executions");

            // What the dead one had not acknowledged comes back when the broker notices.
            await Poll.UntilAsync("no message is left", Patience, async () => await stage.CountMessagesAsync() == 0);
        }

        Assert.Equal(
            """1 {"n":7} 1""",
            await stage.QueryAsync(
                """
                SELECT count(*) || ' ' || min(convert_from(result_bytes, 'UTF8')) || ' '
                    || sum((SELECT count(*) FROM regexp_matches(history, '^\d+\t[3-6]\t', 'gn')))
                FROM executions WHERE status = 3
                """));
        Assert.Equal("0", await stage.QueryAsync("SELECT count(*) FROM dead_letters"));
    }

    private Task RecoverUntilAsync(Instance instance, string reason, string sql) => Poll.UntilAsync(reason, Patience, async () =>
    {
        await instance.RecoverAsync();
        return await stage.QueryAsync(sql) == bool.TrueString;
    });

    private Task BringAsync(CrashSource source, Instance instance) => source switch
    {
        CrashSource.HttpSync => SubmitAsync(instance, respondAsync: false),
        CrashSource.HttpAsync => SubmitAsync(instance, respondAsync: true),
        CrashSource.Amqp => stage.PublishAsync(Body, "order-1"),
        _ => instance.Get<ScheduleRunner>().RunAsync(CancellationToken.None),
    };

    private static async Task SubmitAsync(Instance instance, bool respondAsync)
    {
        var caller = new Caller("tl-plane", "tl-plane", ["*"], 0);
        var request = Assert.IsType<RequestReading.Good>(ExecutionRequestReader.Read(Body)).Request;
        var call = new IdempotentCall(caller.Id, "order-1", SHA256.HashData(Body));
        var submission = new Submission(caller, request, respondAsync, Wait: null)
        {
            Key = new SubmissionKey(call, accepted => new StoredAnswer(202, "{}"u8.ToArray())),
        };
        await instance.Get<ExecutionService>().SubmitAsync(submission, CancellationToken.None);
    }

    private static Task AddScheduleAsync(Instance instance)
    {
        var now = TimeProvider.System.GetUtcNow();
        return instance.Get<IScheduleStore>().InsertAsync(
            new Schedule
            {
                Id = Guid.NewGuid(),
                Caller = "tl-plane",
                EngineId = EchoEngine.Id,
                Action = "run",
                Data = """{"n":7}""",
                Options = """{"max_attempts":5}""",
                Every = TimeSpan.FromHours(20),
                MissedRuns = MissedRuns.Once,
                CreatedAt = now,
                NextRunAt = now,
            },
            null,
            CancellationToken.None);
    }
}
