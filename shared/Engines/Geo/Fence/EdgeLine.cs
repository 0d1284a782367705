namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// An edge as the line <c>A·latitude + B·x + C = 0</c> between two latitudes, scaled so that |A| + |B| = 1 and turned so that a ring
/// around a place of positive value is crossed on the way east. Beside the exact side of an edge its value is off by less than 1e-12.
/// </summary>
internal readonly record struct EdgeLine(double A, double B, double C, double Y1, double Y2)
{
    /// <summary>What is no further from the line is for the exact comparison: <see cref="Edges.Tolerance"/> and twice the error.</summary>
    public const double Unsure = 2 * Edges.Tolerance;

    // Beyond, a product has digits that a tolerance of 1e-11 would miss; below, a quotient of what underflowed has none.
    private const double LargestDegrees = 1000;
    private const double LeastLength = 1e-200;

    /// <summary>The lines of a ring's edges, one after the other; null for a ring that they are not exact enough for.</summary>
    public static EdgeLine[]? Of(Edges edges)
    {
        var box = edges.Box;
        if (!(box.West >= -LargestDegrees && box.East <= LargestDegrees))
        {
            return null;
        }

        var lines = new EdgeLine[edges.Count];
        for (var edge = 0; edge < lines.Length; edge++)
        {
            var (x1, y1, x2, y2) = edges[edge];
            var (dx, dy) = (x2 - x1, y2 - y1);
            var length = Math.Abs(dx) + Math.Abs(dy);
            if (length is > 0 and < LeastLength)
            {
                return null;
            }

            // What is near a point is near the edges that end there.
            var scale = dy > 0 ? 1 / length : -1 / length;
            lines[edge] = length > 0
                ? new EdgeLine(dx * scale, -dy * scale, ((dy * x1) - (dx * y1)) * scale, y1, y2)
                : new EdgeLine(0, 0, 1, y1, y2);
        }

        return Array.TrueForAll(lines, line => line.C == 1 && line.B == 0) ? null : lines;
    }
}
