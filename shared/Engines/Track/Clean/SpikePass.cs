using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Clean;

/// <summary>
/// Drops needles: a fix far off two neighbours that are close together, when its speed or the turn there are not a vehicle's.
/// A dropped spike makes new neighbours, which are tried again.
/// </summary>
internal sealed class SpikePass(Fixes fixes, LineLegs legs, FlagList flags, CleanParameters parameters)
{
    // A reported speed is wrong by as much at most when the vehicle brakes or starts between fixes.
    private const double SpeedTolerance = 5;

    private readonly Reach _reach = new(fixes, parameters);

    /// <summary>Whether any fix was flagged and dropped.</summary>
    public bool Run()
    {
        // The first spike has two legs of the line as it is, and without a first one there is no other.
        if (!legs.HasTwoLonger(parameters.SpikeLegM))
        {
            return false;
        }

        using var memory = new Pooled<bool>(fixes.Count);
        using var stackMemory = new Pooled<int>(fixes.Count);
        var keep = memory.Span;
        var stack = stackMemory.Span;
        var top = 0;
        keep.Fill(true);
        var latitudes = fixes.Latitudes;
        var longitudes = fixes.Longitudes;
        for (var c = 0; c < keep.Length; c++)
        {
            while (top >= 2
                && Turns(latitudes, longitudes, stack[top - 2], stack[top - 1], c)
                && IsSpike(stack[top - 2], stack[top - 1], c, out var off))
            {
                top--;
                keep[stack[top]] = false;
                flags.Add(new Flag(fixes.Indices[stack[top]], FlagReason.Spike, off, fixes.Indices[stack[top - 1]]));
            }

            stack[top++] = c;
        }

        if (top == fixes.Count)
        {
            return false;
        }

        fixes.Keep(keep);
        return true;
    }

    /// <summary>
    /// Whether the line may turn back at b; quickly false for most fixes. Where longitudes wrap it is left to the distances.
    /// </summary>
    private static bool Turns(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, int a, int b, int c)
    {
        var (east1, east2) = (longitudes[b] - longitudes[a], longitudes[c] - longitudes[b]);
        return (latitudes[b] - latitudes[a]) * (latitudes[c] - latitudes[b]) < 0
            || east1 * east2 < 0
            || Math.Abs(east1) > 90
            || Math.Abs(east2) > 90;
    }

    private bool IsSpike(int a, int b, int c, out double ab)
    {
        ab = 0;
        if (_reach.IsNear(a, b, parameters.SpikeLegM) || _reach.IsNear(b, c, parameters.SpikeLegM))
        {
            return false;
        }

        ab = _reach.Between(a, b);
        var bc = _reach.Between(b, c);
        if (ab <= parameters.SpikeLegM || bc <= parameters.SpikeLegM)
        {
            return false;
        }

        var ac = _reach.Between(a, c);
        return ab + bc > parameters.SpikeRatio * ac
            && (SpeedDisagrees(a, b, c, ab + bc) || Acceleration(a, b, c, ab, bc, ac) > parameters.MaxAccelerationMps2);
    }

    private bool SpeedDisagrees(int a, int b, int c, double length)
    {
        var reported = fixes.Speeds[b];
        return length / _reach.Seconds(a, c) > Math.Max(reported + SpeedTolerance, 2 * reported);
    }

    /// <summary>Change of the velocity at b; the angle between the legs is that of a plane triangle with these sides.</summary>
    private double Acceleration(int a, int b, int c, double ab, double bc, double ac)
    {
        var (t1, t2) = (_reach.Seconds(a, b), _reach.Seconds(b, c));
        var (v1, v2) = (ab / t1, bc / t2);
        var dot = ((ac * ac) - (ab * ab) - (bc * bc)) / (2 * t1 * t2);
        return Math.Sqrt(Math.Max(0, (v1 * v1) + (v2 * v2) - (2 * dot))) * 2 / (t1 + t2);
    }
}
