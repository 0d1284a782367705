using System.Diagnostics;
using TlEngine.Tests.Chaos.Crashes;
using TlEngine.Tests.Chaos.Storm;
using TlEngine.Tests.Servers;
using Xunit.Abstractions;

namespace TlEngine.Tests.Chaos;

/// <summary>
/// Tasks come in over HTTP and AMQP while processes are killed and servers are restarted. <c>make chaos</c> runs the long form;
/// <c>SEED=…</c> repeats the tasks, their order and what is broken, though not the machine's own timing.
/// </summary>
public sealed class StormTests(ITestOutputHelper output)
{
    /// <summary>By their place among the processes: the API, two workers, the scheduler.</summary>
    private static readonly int[] _victims = [0, 1, 2, 1, 2, 3];

    [Fact]
    public async Task EveryAcceptedTask_ThroughAStorm_EndsOnceWithItsResult()
    {
        var plan = StormPlan.FromEnvironment();
        output.WriteLine($"SEED={plan.Seed}: {plan.Tasks} tasks, {plan.Kills} kills");
        await using var receiver = await EffectReceiver.StartNewAsync();
        await using var cluster = await StormCluster.StartNewAsync();
        var tasks = StormTask.Create(plan.Tasks, plan.Seed, receiver);
        var ledger = new StormLedger(cluster.Settings.Database!.ConnectionString, cluster.AmqpUrl);
        var began = Stopwatch.GetTimestamp();

        var breaking = BreakAsync(plan, cluster);
        await new StormProducers(cluster.Api.Client, cluster.AmqpUrl).RunAsync(tasks, plan.Calm * plan.Acts().Count);
        await breaking;
        Say(began, "all is accepted, the storm is over");
        await SettleAsync(plan, cluster, ledger);
        Say(began, "all has ended");

        await cluster.StopProcessesAsync();
        Assert.Equal("", await ledger.LeftoversAsync());
        Assert.Equal(plan.Tasks, await ledger.CountAsync("SELECT count(*) FROM executions"));
        Assert.Equal(plan.Tasks, await ledger.CountAsync("SELECT count(*) FROM executions WHERE status = 3 AND unpublished_since IS NULL"));
        Assert.Equal(
            0,
            await ledger.CountAsync(
                """SELECT count(*) FROM executions e WHERE (SELECT count(*) FROM regexp_matches(e.history, '^\d+\t[3-6]\t', 'gn')) <> 1"""));
        Assert.Equal(0, await ledger.CountAsync("SELECT count(*) FROM dead_letters"));
        await AssertResultsAsync(tasks, ledger);
        AssertEffects(tasks, receiver);
        await AssertCallbacksAsync(tasks, receiver, ledger);
        Say(began, $"{await ledger.CountAsync("SELECT sum(attempts) FROM executions")} attempts for {plan.Tasks} executions, at most "
            + $"{await ledger.CountAsync("SELECT max(attempts) FROM executions")} for one; {receiver.Calls.Values.Sum()} calls for "
            + $"{receiver.Calls.Count} effects, {receiver.Callbacks.Values.Sum()} webhooks for {receiver.Callbacks.Count} callbacks");
    }

    private async Task BreakAsync(StormPlan plan, StormCluster cluster)
    {
        var random = new Random(plan.Seed);
        foreach (var act in plan.Acts())
        {
            await Task.Delay(plan.Calm * (0.5 + random.NextDouble()));

            // Mostly a worker: the others hold nothing for long.
            var victim = _victims[random.Next(_victims.Length)];
            output.WriteLine(act == StormAct.Kill ? $"{act} of process {victim}" : $"{act}");
            await (act switch
            {
                StormAct.Kill => KillAsync(cluster.Processes[victim]),
                StormAct.RestartBroker => cluster.RestartBrokerAsync(),
                StormAct.RestartDatabase => cluster.RestartDatabaseAsync(),
                StormAct.FlushCache => cluster.FlushCacheAsync(),
                StormAct.StopCache => cluster.RestartCacheAsync(),
                _ => throw new UnreachableException(),
            });
        }
    }

    private static async Task KillAsync(EndToEnd.EngineServer process)
    {
        await process.KillAsync();
        await process.StartAsync();
    }

    private static async Task SettleAsync(StormPlan plan, StormCluster cluster, StormLedger ledger)
    {
        await using var scheduler = new Instance(cluster.Settings);
        await Poll.UntilAsync(
            "every task has ended and no message is left",
            TimeSpan.FromMinutes(8),
            async () =>
            {
                if (plan.Rush)
                {
                    await ledger.RushAsync();
                    await scheduler.RecoverAsync();
                }

                return await ledger.CountAsync("SELECT count(*) FROM executions WHERE status >= 3") == plan.Tasks
                    && await ledger.CountAsync("SELECT count(*) FROM deliveries WHERE stage < 2") == 0
                    && await ledger.LeftoversAsync() == "";
            },
            TimeSpan.FromMilliseconds(500));
    }

    private static async Task AssertResultsAsync(IReadOnlyList<StormTask> tasks, StormLedger ledger)
    {
        var results = await ledger.ResultsAsync();
        foreach (var task in tasks)
        {
            var result = Assert.Single(results[task.Tag]);
            if (task.Expected is { } expected)
            {
                Assert.Equal(expected, result);
            }
        }
    }

    private static void AssertEffects(IReadOnlyList<StormTask> tasks, EffectReceiver receiver) => Assert.Equal(
        tasks.Where(task => task.Expected is null).Select(task => $"effect-{task.Number}").Order(StringComparer.Ordinal),
        receiver.Calls.Keys.Order(StringComparer.Ordinal));

    /// <summary>Each execution that was to call back did so under one id, and the row knows.</summary>
    private static async Task AssertCallbacksAsync(IReadOnlyList<StormTask> tasks, EffectReceiver receiver, StormLedger ledger)
    {
        var delivered = await ledger.DeliveredAsync();
        Assert.Equal(
            tasks.Where(task => task.CallsBack).Select(task => task.Tag).Order(StringComparer.Ordinal),
            delivered.Values.Order(StringComparer.Ordinal));
        Assert.Equal(delivered.Keys.Order(StringComparer.Ordinal), receiver.Callbacks.Keys.Order(StringComparer.Ordinal));
    }

    private void Say(long began, string what) => output.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {what}");
}
