using System.Runtime.Intrinsics;
using TlEngine.Engines.Memory;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Clean;

/// <summary>The legs of the line through fixes, measured again where some were dropped since.</summary>
internal sealed class LineLegs(Fixes fixes, Distance distance) : IDisposable
{
    private readonly Pooled<double> _memory = new(fixes.Count);
    private int _measured;

    /// <summary>In metres: <c>[i]</c> leads from fix i to fix i + 1.</summary>
    public ReadOnlySpan<double> Metres
    {
        get
        {
            if (_measured != fixes.Count)
            {
                distance.Legs(fixes.Latitudes, fixes.Longitudes, _memory.Span);
                _measured = fixes.Count;
            }

            return _memory.Span[..Math.Max(0, fixes.Count - 1)];
        }
    }

    /// <summary>Length of the line.</summary>
    public double Sum()
    {
        var sum = 0.0;
        foreach (var leg in Metres)
        {
            sum += leg;
        }

        return sum;
    }

    /// <summary>Whether two legs that follow each other are both longer than that.</summary>
    public bool HasTwoLonger(double metres)
    {
        var legs = Metres;
        var i = 1;
        for (; i <= legs.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var both = Vector256.GreaterThan(Vector256.Create(legs[(i - 1)..]), Vector256.Create(metres))
                & Vector256.GreaterThan(Vector256.Create(legs[i..]), Vector256.Create(metres));
            if (both.ExtractMostSignificantBits() != 0)
            {
                return true;
            }
        }

        for (; i < legs.Length; i++)
        {
            if (legs[i - 1] > metres && legs[i] > metres)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _memory.Dispose();
}
