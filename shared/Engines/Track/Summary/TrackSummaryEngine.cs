using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Summary;

/// <summary><c>track.summary</c>: docs/engines/track.summary.md.</summary>
internal sealed class TrackSummaryEngine : TrackEngine<SummaryParameters>
{
    public TrackSummaryEngine() => Descriptor = new EngineDescriptor
    {
        Id = "track.summary",
        Version = "1",
        Summary = "Distance, moving, idle and stopped time, speeds and bounds of a track, in all and by day.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T02:59:00Z", "lat": -34.6037, "lon": -58.3816, "ignition": true},
                {"t": "2024-03-01T02:59:40Z", "lat": -34.6037, "lon": -58.3816, "ignition": true},
                {"t": "2024-03-01T03:00:20Z", "lat": -34.6073, "lon": -58.3816, "ignition": true},
                {"t": "2024-03-01T03:01:00Z", "lat": -34.6109, "lon": -58.3816, "ignition": false},
                {"t": "2024-03-01T03:03:00Z", "lat": -34.6109, "lon": -58.3816, "ignition": false}
              ],
              "time_zone": "America/Argentina/Buenos_Aires"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override TrackResult Run(PositionColumns positions, SummaryParameters parameters, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var reader = new FixReader(positions, flags);
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);
        return new Summariser(fixes, parameters).Run(flags, cancellationToken);
    }
}
