using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Fixes that follow each other, run by run, and the box around each: its middle, and how far it reaches from there.</summary>
internal sealed class Runs : IDisposable
{
    /// <summary>The fixes of a run.</summary>
    public const int Length = 16;

    // Of the radius of the earth: more than rounding moves a place, or what is measured from it.
    private const double Slack = 1e-12;

    private readonly Pooled<double> _boxes;
    private readonly Pooled<double> _bounds;
    private readonly int _count;

    /// <param name="points">As many as one run at least.</param>
    public Runs(Points points)
    {
        _count = (points.Count + Length - 1) / Length;
        (_boxes, _bounds) = (new(6 * _count), new(_count));
        for (var axis = 0; axis < 3; axis++)
        {
            Surround(points.Places.Slice(axis * points.Count, points.Count), axis, Slack * points.Radius);
        }
    }

    public VectorColumns Middles => new(_boxes.Span[..(3 * _count)], _count);

    /// <summary>Half the sizes of the boxes and what rounding may add.</summary>
    public VectorColumns Reaches => new(_boxes.Span[(3 * _count)..], _count);

    /// <summary>For whoever looks through the runs: <see cref="Chord.Bound"/> of the chord in hand.</summary>
    public Span<double> Bounds => _bounds.Span;

    public void Dispose()
    {
        _boxes.Dispose();
        _bounds.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Surround(ReadOnlySpan<double> values, int axis, double slack)
    {
        var middles = _boxes.Span.Slice(axis * _count, _count);
        var reaches = _boxes.Span.Slice((axis + 3) * _count, _count);
        for (var run = 0; run < _count; run++)
        {
            // The last one may be shorter: its box is around some of the run before it too.
            var fixes = values.Slice(Math.Min(run * Length, values.Length - Length), Length);
            var (one, two, three, four) = (
                Vector256.Create(fixes), Vector256.Create(fixes[4..]), Vector256.Create(fixes[8..]), Vector256.Create(fixes[12..]));
            var least = Vector256.MinNative(Vector256.MinNative(one, two), Vector256.MinNative(three, four));
            var most = Vector256.MaxNative(Vector256.MaxNative(one, two), Vector256.MaxNative(three, four));
            var low = Vector128.MinNative(least.GetLower(), least.GetUpper());
            var high = Vector128.MaxNative(most.GetLower(), most.GetUpper());
            var from = Vector128.MinNative(low, Vector128.Shuffle(low, Vector128.Create(1L, 0))).ToScalar();
            var to = Vector128.MaxNative(high, Vector128.Shuffle(high, Vector128.Create(1L, 0))).ToScalar();
            (middles[run], reaches[run]) = ((from + to) / 2, ((to - from) / 2) + slack);
        }
    }
}
