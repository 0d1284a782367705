namespace TlEngine.Engines.Geo.Fence;

/// <summary>Where a leg comes within a distance of something and leaves it.</summary>
internal static class DistanceCuts
{
    private const double Golden = 0.618_033_988_749_894_9;

    // Of a leg of 1000 km the last step is below a millimetre.
    private const int Steps = 44;

    /// <summary>The part of the way within the distance, as shares of it; null where there is none.</summary>
    /// <param name="distance">In metres, of a share of the way; it falls to its least value and rises after it.</param>
    /// <param name="limit">In metres.</param>
    public static (double From, double To)? Find(Func<double, double> distance, double limit)
    {
        var (start, end) = (distance(0), distance(1));
        var nearest = start <= limit ? 0 : end <= limit ? 1 : Nearest(distance);
        if (start > limit && end > limit && distance(nearest) > limit)
        {
            return null;
        }

        return (start > limit ? Root(distance, limit, nearest, 0) : 0, end > limit ? Root(distance, limit, nearest, 1) : 1);
    }

    /// <summary>Golden-section search.</summary>
    private static double Nearest(Func<double, double> distance)
    {
        var (low, high) = (0.0, 1.0);
        var (a, b) = (1 - Golden, Golden);
        var (atA, atB) = (distance(a), distance(b));
        for (var i = 0; i < Steps; i++)
        {
            if (atA <= atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (Golden * (high - low));
                atA = distance(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (Golden * (high - low));
                atB = distance(b);
            }
        }

        return (low + high) / 2;
    }

    private static double Root(Func<double, double> distance, double limit, double near, double far)
    {
        for (var i = 0; i < Steps; i++)
        {
            var middle = (near + far) / 2;
            if (distance(middle) <= limit)
            {
                near = middle;
            }
            else
            {
                far = middle;
            }
        }

        return near;
    }
}
