using FsCheck;
using FsCheck.Fluent;

namespace TlEngine.Tests.Engines.Track;

/// <summary>Tracks with all the faults that real ones have.</summary>
internal static class TrackGenerator
{
    /// <summary>
    /// A drive with stops, jumps, spikes, wrong accuracies, equal times and the odd impossible fix, in any order; times are whole seconds.
    /// </summary>
    public static Gen<Fix[]> Faulty { get; } =
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(0, 150)
        select Build(new Random(seed), count);

    public static Config Config { get; } = Config.QuickThrowOnFailure.WithMaxTest(60);

    private static Fix[] Build(Random random, int count)
    {
        var fixes = new Fix[count];
        var (time, lat, lon) = (Recording.Start, -34.6 + random.NextDouble(), (random.NextDouble() * 360) - 180);
        for (var i = 0; i < count; i++)
        {
            var seconds = random.Next(10) switch { 0 => 0, 1 => random.Next(10_000), _ => random.Next(1, 30) };
            time = time.AddSeconds(seconds);
            if (random.Next(40) == 0)
            {
                (lat, lon) = (lat + random.NextDouble(), lon + random.NextDouble());
            }

            lat += (random.NextDouble() - 0.3) * seconds * 2e-4;
            lon += (random.NextDouble() - 0.5) * seconds * 2e-4;
            var off = random.Next(12) == 0 ? Math.Pow(10, -random.Next(1, 5)) : 0;
            fixes[i] = new Fix(
                time,
                random.Next(60) == 0 ? 0 : lat + off,
                Math.IEEERemainder(lon - off, 360),
                random.Next(2) == 0 ? null : random.Next(20),
                random.Next(3) == 0 ? random.Next(130) : null,
                random.Next(4) switch { 0 => true, 1 => false, _ => null });
        }

        if (random.Next(2) == 0)
        {
            random.Shuffle(fixes);
        }

        return fixes;
    }
}
