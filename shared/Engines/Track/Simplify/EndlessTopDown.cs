namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// As <see cref="TopDown"/>, but measured from the endless line through the ends, as Douglas and Peucker (1973) drew it and gpxpy does. A
/// fix beyond an end may be further from the simpler line than the tolerance.
/// </summary>
internal sealed class EndlessTopDown(Points points, double tolerance)
{
    // As there: deeper than any real line goes.
    private const int Deepest = 64;

    private readonly Stack<(int From, int To, int Depth)> _left = new();

    /// <summary>Marks what to keep.</summary>
    public void Run(Span<bool> keep, CancellationToken cancellationToken)
    {
        keep[0] = keep[^1] = true;
        _left.Push((0, keep.Length - 1, 0));
        while (_left.TryPop(out var range))
        {
            var (from, to, depth) = range;
            if (to - from < 2)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var (furthest, distance) = Furthest(from, to);
            if (distance > tolerance)
            {
                var middle = depth < Deepest ? furthest : (from + to) / 2;
                keep[middle] = true;
                _left.Push((middle, to, depth + 1));
                _left.Push((from, middle, depth + 1));
            }
        }
    }

    private (int Fix, double Distance) Furthest(int from, int to)
    {
        var origin = points[from];

        // Across the plane through the line and the centre of the earth.
        var across = origin.Cross(points[to] - origin);
        var length = across.Length;
        across = length > 0 ? across * (1 / length) : default;
        var (furthest, most) = (from, -1.0);
        for (var i = from + 1; i < to; i++)
        {
            var here = points[i] - origin;
            var distance = length > 0 ? Math.Abs(across.Dot(here)) : here.Length;
            if (distance > most)
            {
                (furthest, most) = (i, distance);
            }
        }

        return (furthest, most);
    }
}
