using TlEngine.Engines.Memory;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Clean;

/// <summary>The passes of a cleaning, in their order.</summary>
internal sealed class Cleaner(CleanParameters parameters)
{
    /// <summary>A dropped spike or drift seldom brings up another; the bound is for data made to.</summary>
    public const int MostRounds = 16;

    public CleanResult Run(PositionColumns positions, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var latest = parameters.Now!.Value.UtcTicks + (long)(parameters.MaxFutureS * TimeSpan.TicksPerSecond);
        var reader = new FixReader(positions, flags, latest);
        using var fixes = reader.Read();
        using var memory = new Pooled<double>(fixes.Count);
        var raw = Measure(fixes, memory.Span);
        reader.DropImpossible(fixes);
        AccuracyPass.Run(fixes, flags, parameters);
        cancellationToken.ThrowIfCancellationRequested();

        KinematicPass.Run(fixes, flags, parameters, cancellationToken);
        for (var round = 0; round < MostRounds && DropMore(fixes, flags, cancellationToken); round++)
        {
        }

        var clean = Measure(fixes, memory.Span);
        var dependsOnClock = parameters.NowIsClock && flags.CountOf(FlagReason.Future) > 0;
        return new CleanResult(flags, [.. fixes.Indices], Gaps(fixes, memory.Span), raw, clean, dependsOnClock);
    }

    private bool DropMore(Fixes fixes, FlagList flags, CancellationToken cancellationToken)
    {
        var spikes = new SpikePass(fixes, flags, parameters).Run();
        var drift = new DriftPass(fixes, flags, parameters).Run();
        if (!spikes && !drift)
        {
            return false;
        }

        KinematicPass.Run(fixes, flags, parameters, cancellationToken);
        return true;
    }

    /// <summary>The length of the line through the fixes, and of each of its legs.</summary>
    private double Measure(Fixes fixes, Span<double> legs)
    {
        parameters.Distance.Legs(fixes.Latitudes, fixes.Longitudes, legs);
        var sum = 0.0;
        for (var i = 0; i < fixes.Count - 1; i++)
        {
            sum += legs[i];
        }

        return sum;
    }

    private List<Gap> Gaps(Fixes fixes, ReadOnlySpan<double> legs)
    {
        var gaps = new List<Gap>();
        var reach = new Reach(fixes, parameters);
        for (var i = 1; i < fixes.Count; i++)
        {
            if (legs[i - 1] > reach.Limit(i - 1, i))
            {
                gaps.Add(new Gap(fixes.Indices[i - 1], fixes.Indices[i], reach.Seconds(i - 1, i), legs[i - 1]));
            }
        }

        return gaps;
    }
}
