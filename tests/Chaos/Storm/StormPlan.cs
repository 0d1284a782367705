using System.Globalization;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>How much is done and broken. Every random choice comes from the seed.</summary>
/// <param name="Rush">Whether the test lets leases, waits and retry tiers end early instead of waiting for them.</param>
internal sealed record StormPlan(int Seed, int Tasks, int Kills, TimeSpan Calm, bool Rush)
{
    /// <summary>The long form with CHAOS_FORM=long, else one that fits into the tests; CHAOS_SEED repeats a storm.</summary>
    public static StormPlan FromEnvironment()
    {
        var seed = Environment.GetEnvironmentVariable("CHAOS_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        return Environment.GetEnvironmentVariable("CHAOS_FORM") == "long"
            ? new StormPlan(seed, Tasks: 5000, Kills: 22, Calm: TimeSpan.FromSeconds(4), Rush: false)
            : new StormPlan(seed, Tasks: 400, Kills: 4, Calm: TimeSpan.FromSeconds(0.5), Rush: true);
    }

    /// <summary>What is broken, in its order: every kill, each server at least once, and more often in the long form.</summary>
    public IReadOnlyList<StormAct> Acts()
    {
        var random = new Random(Seed);
        var acts = Enumerable.Range(0, Kills).Select(_ => StormAct.Kill).ToList();
        foreach (var act in Enum.GetValues<StormAct>().Where(act => act != StormAct.Kill))
        {
            acts.AddRange(Enumerable.Repeat(act, 1 + (Kills / 20)));
        }

        var order = acts.ToArray();
        random.Shuffle(order);
        return order;
    }
}
