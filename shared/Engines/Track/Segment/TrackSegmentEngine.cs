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
                {"t": "2024-03-01T12:06:00Z", "lat": -34.6091, "lon": -58.3816},
                {"t": "2024-03-01T12:07:00Z", "lat": -34.6145, "lon": -58.3816},
                {"t": "2024-03-01T12:08:00Z", "lat": -34.6145, "lon": -58.3816},
                {"t": "2024-03-01T12:12:00Z", "lat": -34.6145, "lon": -58.3816},
                {"t": "2024-03-01T12:13:00Z", "lat": -34.6091, "lon": -58.3816},
                {"t": "2024-03-01T14:00:00Z", "lat": -34.6037, "lon": -58.3816}
              ]
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
