using TlEngine.Keda.Simulation;

namespace TlEngine.Tests.Kubernetes.Simulation;

/// <summary>
/// Sequences worked out by hand from KEDA 2.20 (pkg/scaling/executor/scale_scaledobjects.go) and Kubernetes
/// (pkg/controller/podautoscaler): target 10, at most 20 pods, polled every 30 s, cooldown 300 s, both loops in phase.
/// </summary>
public sealed class ReplicaLoopTests
{
    private static readonly ScalingBehavior Defaults = new(ScalingRules.UpDefault, ScalingRules.DownDefault);
    private static readonly KedaSettings Settings = new() { PollingInterval = 30, CooldownPeriod = 300, MaxReplicas = 20 };

    [Fact]
    public void TwoHundredMessages_NoBehavior_DoublesAndReturnsToZero() =>
        Assert.Equal("30:4 45:8 60:16 75:20 885:1 900:0", Run(Settings, Until(600, 200)));

    [Fact]
    public void TwoHundredMessages_WithBehavior_TakesTheOtherPathUp() =>
        Assert.Equal("30:5 45:10 60:20 885:1 900:0", Run(Settings with { Behavior = Defaults }, Until(600, 200)));

    [Fact]
    public void TwentyOneMessages_AsksForThreeAtOnce()
    {
        var steps = Run(Settings, Until(600, 21));
        Assert.StartsWith("30:3 ", steps, StringComparison.Ordinal);
        Assert.EndsWith("885:1 900:0", steps, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(22, 2)]
    [InlineData(23, 3)]
    public void LoadGrowsAtTwoPods_TenPercentIsTolerated(int messages, int expected)
    {
        var loop = new ReplicaLoop(Settings);
        loop.At(30, [Reading(20)]);
        Assert.Equal(2, loop.Replicas);
        Assert.Equal(expected, loop.At(45, [Reading(messages)]));
    }

    [Fact]
    public void NoWork_StaysAtZero() => Assert.Equal("", Run(Settings, Until(600, 0)));

    [Fact]
    public void MinimumOfTwo_IsNeverLeft() =>
        Assert.Equal("15:20 885:2", Run(Settings with { MinReplicas = 2, Behavior = Fast }, Until(600, 200)));

    [Fact]
    public void QueryFailsWhileAwake_HoldsTheReplicas()
    {
        var loop = new ReplicaLoop(Settings);
        loop.At(30, [Reading(40)]);
        var failing = new TriggerReading(TriggerHealth.QueryFails, 0, 0, 10);
        for (var second = 45; second <= 3600; second += 15)
        {
            Assert.Equal(4, loop.At(second, [failing]));
        }
    }

    [Fact]
    public void QueryFailsWhileAsleep_SleepsOn()
    {
        var loop = new ReplicaLoop(Settings);
        for (var second = 0; second <= 3600; second += 15)
        {
            Assert.Equal(0, loop.At(second, [new TriggerReading(TriggerHealth.QueryFails, 0, 0, 10)]));
        }
    }

    [Fact]
    public void QueryFailsWithFallback_WakesTheDeployment()
    {
        var loop = new ReplicaLoop(Settings with { Fallback = new FallbackSettings(3, 0) });
        var steps = Enumerable.Range(0, 6).Select(poll => loop.At(poll * 30, [new TriggerReading(TriggerHealth.QueryFails, 0, 0, 10)]));
        Assert.Equal([0, 0, 0, 1, 1, 1], steps);
    }

    [Fact]
    public void OneTriggerCannotBeBuilt_FreezesTheHealthyOneToo()
    {
        var loop = new ReplicaLoop(Settings);
        var broken = new TriggerReading(TriggerHealth.CannotBeBuilt, 0, 0, 10);
        Assert.Equal(0, loop.At(30, [broken, Reading(200)]));
    }

    [Fact]
    public void PushedActivity_DoesNotWaitForThePoll()
    {
        var loop = new ReplicaLoop(Settings with { PollingInterval = 300 });
        Assert.Equal(1, loop.Push(7.4));
        Assert.Equal(1, loop.At(300, [Reading(0)]));
        Assert.Equal(0, loop.At(600, [Reading(0)]));
    }

    private static ScalingBehavior Fast => Defaults with { ScaleUp = ScalingRules.UpDefault with { Policies = [new(true, 900, 15)] } };

    private static TriggerReading Reading(double messages) => new(TriggerHealth.Answers, messages, 0, 10);

    private static Func<long, double> Until(long end, double messages) => second => second >= 5 && second < end ? messages : 0;

    /// <summary>The changes as "second:replicas", up to 1,200 s.</summary>
    private static string Run(KedaSettings settings, Func<long, double> messages)
    {
        var loop = new ReplicaLoop(settings);
        var steps = new List<string>();
        for (long second = 0; second <= 1200; second += 15)
        {
            var before = loop.Replicas;
            if (loop.At(second, [Reading(messages(second))]) != before)
            {
                steps.Add($"{second}:{loop.Replicas}");
            }
        }

        return string.Join(' ', steps);
    }
}
