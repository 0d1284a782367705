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
                {"t": "2024-03-01T12:00:10Z", "lat": -34.6046, "lon": -58.38157},
                {"t": "2024-03-01T12:00:20Z", "lat": -34.6055, "lon": -58.38161},
                {"t": "2024-03-01T12:00:30Z", "lat": -34.6064, "lon": -58.3816},
                {"t": "2024-03-01T12:00:40Z", "lat": -34.6064, "lon": -58.3805},
                {"t": "2024-03-01T12:00:50Z", "lat": -34.6064, "lon": -58.3794}
              ]
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
            new EndlessTopDown(points, parameters.ToleranceM).Run(keep, cancellationToken);
        }
        else
        {
            new TopDown(points, parameters.ToleranceM, parameters.Method == SimplifyMethod.TimeRatio).Run(keep, cancellationToken);
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
