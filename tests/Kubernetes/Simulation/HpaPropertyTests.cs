using FsCheck;
using FsCheck.Fluent;
using TlEngine.Keda.Simulation;

namespace TlEngine.Tests.Kubernetes.Simulation;

/// <summary>What holds for every load and every setting.</summary>
public sealed class HpaPropertyTests
{
    private static readonly ScalingBehavior Defaults = new(ScalingRules.UpDefault, ScalingRules.DownDefault);
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void Replicas_AreAlwaysBetweenZeroAndTheMaximum() => Check.One(Config, Prop.ForAll(Loads(), loads =>
    {
        foreach (var behavior in new[] { null, Defaults })
        {
            var loop = new ReplicaLoop(new KedaSettings { MaxReplicas = 7, Behavior = behavior });
            for (var i = 0; i < loads.Length; i++)
            {
                Assert.InRange(loop.At(i * 15, [Reading(loads[i])]), 0, 7);
            }
        }
    }));

    [Fact]
    public void AfterTheWork_ZeroWithinCooldownAndOnePoll() => Check.One(Config, Prop.ForAll(Loads(), loads =>
    {
        var loop = new ReplicaLoop(new KedaSettings { MaxReplicas = 20, Behavior = Defaults });
        long second = 0;
        foreach (var load in loads)
        {
            loop.At(second, [Reading(load)]);
            second += 15;
        }

        for (var end = second + 300 + 60; second <= end; second += 15)
        {
            loop.At(second, [Reading(0)]);
        }

        Assert.Equal(0, loop.Replicas);
    }));

    [Fact]
    public void UnderStabilisation_NoLossBeforeItsWindowIsOver() => Check.One(Config, Prop.ForAll(Loads(), loads =>
    {
        var hpa = new HpaController(0, 20, Defaults);
        var current = 1;
        var asked = new List<int>();
        for (var i = 0; i < loads.Length; i++)
        {
            var next = hpa.Sync(i * 15, current, [new MetricReading(loads[i], 10)]);
            asked.Add((int)Math.Ceiling(loads[i] / 10.0));
            // Fewer pods only when nothing in the last 300 s asked for as many as there are.
            Assert.True(next >= current || asked.TakeLast(20).All(past => past < current), $"{current} → {next} at sync {i}");
            current = next;
        }
    }));

    private static Arbitrary<int[]> Loads() => Gen.Choose(0, 400).ArrayOf(60).ToArbitrary();

    private static TriggerReading Reading(double messages) => new(TriggerHealth.Answers, messages, 0, 10);
}
