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
        using var legs = new LineLegs(fixes, parameters.Distance);
        var raw = legs.Sum();
        reader.DropImpossible(fixes);
        AccuracyPass.Run(fixes, flags, parameters);
        cancellationToken.ThrowIfCancellationRequested();

        KinematicPass.Run(fixes, legs, flags, parameters, cancellationToken);
        var spikes = new SpikePass(fixes, legs, flags, parameters);
        var drift = new DriftPass(fixes, flags, parameters);
        for (var round = 0; round < MostRounds && (spikes.Run() | drift.Run()); round++)
        {
            KinematicPass.Run(fixes, legs, flags, parameters, cancellationToken);
        }

        var dependsOnClock = parameters.NowIsClock && flags.CountOf(FlagReason.Future) > 0;
        return new CleanResult(flags, [.. fixes.Indices], Gaps(fixes, legs), raw, legs.Sum(), dependsOnClock);
    }

    private List<Gap> Gaps(Fixes fixes, LineLegs legs)
    {
        var gaps = new List<Gap>();
        var reach = new Reach(fixes, parameters);
        var metres = legs.Metres;
        for (var i = reach.FirstBeyond(metres); i < fixes.Count; i = reach.FirstBeyond(metres, i + 1))
        {
            gaps.Add(new Gap(fixes.Indices[i - 1], fixes.Indices[i], reach.Seconds(i - 1, i), metres[i - 1]));
        }

        return gaps;
    }
}
