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
        if (fixes.Count > 0)
        {
            Mark(points, parameters, keep, cancellationToken);
        }

        var (kept, maxError) = Measure(points, keep, parameters.Method == SimplifyMethod.TimeRatio);
        return new SimplifyResult(flags, fixes.Count, [.. kept.Select(i => fixes.Indices[i])], maxError);
    }

    private static void Mark(Points points, SimplifyParameters parameters, Span<bool> keep, CancellationToken cancellationToken)
    {
        if (parameters.Method == SimplifyMethod.Visvalingam)
        {
            new Triangles(points, parameters.ToleranceM).Run(keep, cancellationToken);
        }
        else if (parameters is { Method: SimplifyMethod.DouglasPeucker, DistanceTo: SimplifyDistance.Line })
        {
            new TopDown((from, to) => EndlessLine.Furthest(points, from, to), parameters.ToleranceM).Run(keep, cancellationToken);
        }
        else
        {
            var timed = parameters.Method == SimplifyMethod.TimeRatio;
            new TopDown((from, to) => new Chord(points, from, to, timed).Furthest(points, from, to), parameters.ToleranceM).Run(keep, cancellationToken);
        }
    }

    private static (List<int> Kept, double MaxError) Measure(Points points, ReadOnlySpan<bool> keep, bool timed)
    {
        var kept = new List<int>();
        var maxError = 0.0;
        for (var i = 0; i < keep.Length; i++)
        {
            if (!keep[i])
            {
                continue;
            }

            if (kept.Count > 0 && i - kept[^1] > 1)
            {
                maxError = Math.Max(maxError, new Chord(points, kept[^1], i, timed).Furthest(points, kept[^1], i).Distance);
            }

            kept.Add(i);
        }

        return (kept, maxError);
    }
}
