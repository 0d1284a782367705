using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Segment;

/// <summary><c>track.segment</c>: docs/engines/track.segment.md.</summary>
internal sealed class TrackSegmentEngine : TrackEngine<SegmentParameters>
{
    public TrackSegmentEngine() => Descriptor = new EngineDescriptor
    {
        Id = "track.segment",
        Version = "1",
        Summary = "Trips, stops and gaps of a track.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T12:00:00Z", "lat": -34.6037, "lon": -58.3816},
                {"t": "2024-03-01T12:05:00Z", "lat": -34.6037, "lon": -58.3816},
                {"t": "2024-03-01T12:06:00Z", "lat": -34.59784, "lon": -58.3816},
                {"t": "2024-03-01T12:07:00Z", "lat": -34.59559, "lon": -58.37669},
                {"t": "2024-03-01T12:08:00Z", "lat": -34.59559, "lon": -58.3696},
                {"t": "2024-03-01T12:12:00Z", "lat": -34.59559, "lon": -58.3696},
                {"t": "2024-03-01T12:17:00Z", "lat": -34.59559, "lon": -58.3696},
                {"t": "2024-03-01T12:18:00Z", "lat": -34.601, "lon": -58.36905},
                {"t": "2024-03-01T12:19:00Z", "lat": -34.60505, "lon": -58.36523},
                {"t": "2024-03-01T12:20:00Z", "lat": -34.60505, "lon": -58.35868},
                {"t": "2024-03-01T12:45:00Z", "lat": -34.60009, "lon": -58.34995},
                {"t": "2024-03-01T12:50:00Z", "lat": -34.60009, "lon": -58.34995},
                {"t": "2024-03-01T12:55:00Z", "lat": -34.60009, "lon": -58.34995},
                {"t": "2024-03-01T12:56:00Z", "lat": -34.59514, "lon": -58.34995},
                {"t": "2024-03-01T12:57:00Z", "lat": -34.59243, "lon": -58.35541},
                {"t": "2024-03-01T12:58:00Z", "lat": -34.59243, "lon": -58.36196}
              ],
              "stop_gap_s": 1200
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override SegmentParameters Effective(SegmentParameters parameters, EngineRun run) => parameters.Effective();

    public override TrackResult Run(PositionColumns positions, SegmentParameters parameters, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var reader = new FixReader(positions, flags);
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);
        using var line = new Line(fixes, parameters);
        cancellationToken.ThrowIfCancellationRequested();
        var found = parameters.Mode switch
        {
            SegmentMode.Displacement => new DisplacementSegmenter(line, parameters).Run(),
            SegmentMode.Legacy => new LegacySegmenter(line, parameters).Run(),
            _ => new DiameterSegmenter(line, parameters).Run(),
        };
        return new SegmentResult(flags, fixes.Count, Tell(line, found.Trips), Tell(line, found.Stops), Tell(line, Gaps(line)));
    }

    private static List<Stretch> Gaps(Line line)
    {
        var gaps = new List<Stretch>();
        for (var i = 1; i < line.Count; i++)
        {
            if (line.IsGap(i))
            {
                gaps.Add(new Stretch(i - 1, i, false));
            }
        }

        return gaps;
    }

    private static List<Segment> Tell(Line line, IReadOnlyList<Stretch> stretches) =>
        [.. stretches.Select(stretch => Segment.Of(line, stretch))];
}
