namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// Drops the fix that spans the smallest triangle with its neighbours, again and again, while that is smaller than the tolerance
/// squared: Visvalingam and Whyatt (1993). O(n log n).
/// </summary>
internal sealed class Triangles(Points points, double tolerance)
{
    private readonly int[] _before = new int[points.Count];
    private readonly int[] _after = new int[points.Count];
    private readonly double[] _areas = new double[points.Count];

    /// <summary>Marks what to keep.</summary>
    public void Run(Span<bool> keep, CancellationToken cancellationToken)
    {
        keep.Fill(true);
        for (var i = 0; i < keep.Length; i++)
        {
            (_before[i], _after[i]) = (i - 1, i + 1);
        }

        for (var i = 1; i < keep.Length - 1; i++)
        {
            Measure(i);
        }

        var heap = new TriangleHeap(_areas);
        while (heap.Count > 0 && _areas[heap.Smallest] < tolerance * tolerance)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fix = heap.Smallest;
            heap.Drop();
            keep[fix] = false;
            var (before, after) = (_before[fix], _after[fix]);
            (_after[before], _before[after]) = (after, before);
            Change(heap, before);
            Change(heap, after);
        }
    }

    private void Change(TriangleHeap heap, int fix)
    {
        if (fix > 0 && fix < points.Count - 1)
        {
            Measure(fix);
            heap.Move(fix);
        }
    }

    private void Measure(int fix)
    {
        var (before, here, after) = (points[_before[fix]], points[fix], points[_after[fix]]);
        _areas[fix] = (before - here).Cross(after - here).Length / 2;
    }
}
