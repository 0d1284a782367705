using System.Runtime.Intrinsics;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track;

/// <summary>Tells many positions at once that <see cref="FixReader"/> has nothing to say about: most blocks of most tracks.</summary>
/// <param name="latest">UTC ticks past which a fix cannot be true.</param>
/// <param name="fastest">In m/s: faster is no speed.</param>
/// <param name="worst">In metres: worse is no accuracy.</param>
internal sealed class PlainFixes(PositionColumns positions, long latest, double fastest, double worst)
{
    /// <summary>The most that are told at once, and the only number that can be plain.</summary>
    public const int Most = 64;

    /// <summary>
    /// Whether these all have a time after the one before and not past the latest, a place other than null island with a longitude
    /// from -180 up to 180, and no impossible speed or accuracy.
    /// </summary>
    /// <param name="newest">UTC ticks that the first must be after.</param>
    public bool Are(int first, int end, long newest)
    {
        if (end - first != Most)
        {
            return false;
        }

        var times = positions.Times[first..end];
        return times[0] > newest && times[^1] <= latest && Ascend(times)
            && ArePlaces(positions.Latitudes[first..end], positions.Longitudes[first..end])
            && AreMeasured(positions.Values(PositionColumn.Speed), first, end, fastest)
            && AreMeasured(positions.Values(PositionColumn.Accuracy), first, end, worst);
    }

    private static bool Ascend(ReadOnlySpan<long> times)
    {
        var ascents = Vector256<long>.AllBitsSet;
        for (var i = 1; i < times.Length; i += Vector256<long>.Count)
        {
            var at = Math.Min(i, times.Length - Vector256<long>.Count);
            ascents &= Vector256.GreaterThan(Vector256.Create(times[at..]), Vector256.Create(times[(at - 1)..]));
        }

        return ascents.ExtractMostSignificantBits() == 0xF;
    }

    private static bool ArePlaces(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var all = Vector256<double>.AllBitsSet;
        for (var i = 0; i < latitudes.Length; i += Vector256<double>.Count)
        {
            var (latitude, longitude) = (Vector256.Create(latitudes[i..]), Vector256.Create(longitudes[i..]));
            all &= Vector256.LessThanOrEqual(Vector256.Abs(latitude), Vector256.Create(90.0))
                & Vector256.GreaterThanOrEqual(longitude, Vector256.Create(-180.0))
                & Vector256.LessThan(longitude, Vector256.Create(180.0))
                & ~(Vector256.Equals(latitude, Vector256<double>.Zero) & Vector256.Equals(longitude, Vector256<double>.Zero));
        }

        return all.ExtractMostSignificantBits() == 0xF;
    }

    private static bool AreMeasured(ReadOnlySpan<double> values, int first, int end, double largest)
    {
        if (values.IsEmpty)
        {
            return true;
        }

        var beyond = Vector256<double>.Zero;
        for (var i = first; i < end; i += Vector256<double>.Count)
        {
            var value = Vector256.Create(values[i..]);
            beyond |= Vector256.LessThan(value, Vector256<double>.Zero) | Vector256.GreaterThan(value, Vector256.Create(largest));
        }

        return beyond.ExtractMostSignificantBits() == 0;
    }
}
