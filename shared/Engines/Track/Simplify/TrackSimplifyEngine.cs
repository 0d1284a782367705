using TlEngine.Engines.Memory;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Simplify;

/// <summary><c>track.simplify</c>: docs/engines/track.simplify.md.</summary>
internal sealed class TrackSimplifyEngine : TrackEngine<SimplifyParameters>
{
    public TrackSimplifyEngine() => Descriptor = new EngineDescriptor
    {
        Id = "track.simplify",
        Version = "1",
        Summary = "The fixes that a track can be drawn with, and how far it is then from those left out.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T12:00:00Z", "lat": -34.6037, "lon": -58.3816},
                {"t": "2024-03-01T12:00:07Z", "lat": -34.60366, "lon": -58.38073},
                {"t": "2024-03-01T12:00:14Z", "lat": -34.60373, "lon": -58.37985},
                {"t": "2024-03-01T12:00:21Z", "lat": -34.60368, "lon": -58.37898},
                {"t": "2024-03-01T12:00:28Z", "lat": -34.60343, "lon": -58.37822},
                {"t": "2024-03-01T12:00:35Z", "lat": -34.60298, "lon": -58.37767},
                {"t": "2024-03-01T12:00:42Z", "lat": -34.60244, "lon": -58.3774},
                {"t": "2024-03-01T12:00:49Z", "lat": -34.60181, "lon": -58.37732},
                {"t": "2024-03-01T12:00:56Z", "lat": -34.60118, "lon": -58.37737},
                {"t": "2024-03-01T12:01:03Z", "lat": -34.60055, "lon": -58.37731},
                {"t": "2024-03-01T12:01:10Z", "lat": -34.60053, "lon": -58.37669},
                {"t": "2024-03-01T12:01:17Z", "lat": -34.60057, "lon": -58.37593},
                {"t": "2024-03-01T12:01:24Z", "lat": -34.60052, "lon": -58.37505},
                {"t": "2024-03-01T12:01:31Z", "lat": -34.60068, "lon": -58.37451},
                {"t": "2024-03-01T12:01:38Z", "lat": -34.601, "lon": -58.37407},
                {"t": "2024-03-01T12:01:45Z", "lat": -34.60145, "lon": -58.37385}
              ],
              "tolerance_m": 20
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override TrackResult Run(PositionColumns positions, SimplifyParameters parameters, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var reader = new FixReader(positions, flags);
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);
        using var points = new Points(fixes, parameters);
        using var memory = new Pooled<bool>(fixes.Count);
        var keep = memory.Span;
        keep.Clear();
        var maxError = fixes.Count > 0 ? Mark(points, parameters, keep, cancellationToken) : 0;
        return new SimplifyResult(flags, fixes.Count, Kept(fixes, keep), maxError);
    }

    /// <summary>Marks the fixes to keep, and tells how far in metres one left out is from the simpler line, at most.</summary>
    private static double Mark(Points points, SimplifyParameters parameters, Span<bool> keep, CancellationToken cancellationToken)
    {
        if (parameters.Method == SimplifyMethod.Visvalingam)
        {
            new Triangles(points, parameters.ToleranceM).Run(keep, cancellationToken);
            return MaxError(points, keep);
        }

        var kind = parameters.Method == SimplifyMethod.TimeRatio ? ChordKind.Timed
            : parameters.DistanceTo == SimplifyDistance.Line ? ChordKind.Endless
            : ChordKind.Segment;
        var maxError = new TopDown(new FurthestFix(points, kind), parameters.ToleranceM).Run(keep, cancellationToken);
        return kind == ChordKind.Endless ? MaxError(points, keep) : maxError;
    }

    private static double MaxError(Points points, ReadOnlySpan<bool> keep)
    {
        var furthest = new FurthestFix(points, ChordKind.Segment);
        var (last, most) = (0, 0.0);
        for (var i = 1; i < keep.Length; i++)
        {
            if (keep[i])
            {
                most = i - last > 1 ? Math.Max(most, furthest.Between(last, i).SquareMetres) : most;
                last = i;
            }
        }

        return Math.Sqrt(most);
    }

    private static int[] Kept(Fixes fixes, ReadOnlySpan<bool> keep)
    {
        var kept = new int[keep.Count(true)];
        for (var (i, count) = (0, 0); i < keep.Length; i++)
        {
            if (keep[i])
            {
                kept[count++] = fixes.Indices[i];
            }
        }

        return kept;
    }
}
