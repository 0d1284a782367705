using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Clean;

/// <summary><c>track.clean</c>: docs/engines/track.clean.md.</summary>
internal sealed class TrackCleanEngine : TrackEngine<CleanParameters>
{
    public TrackCleanEngine() => Descriptor = new EngineDescriptor
    {
        Id = "track.clean",
        Version = "1",
        Summary = "Flags the bad fixes of a track, with the reason of each, and says which to keep. Deletes nothing.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T12:00:00Z", "lat": 0, "lon": 0},
                {"t": "2024-03-01T12:00:10Z", "lat": -34.6037, "lon": -58.3816, "accuracy": 5},
                {"t": "2024-03-01T12:00:20Z", "lat": -34.6046, "lon": -58.3816, "accuracy": 5},
                {"t": "2024-03-01T12:00:30Z", "lat": -34.7046, "lon": -58.3816, "accuracy": 5},
                {"t": "2024-03-01T12:00:40Z", "lat": -34.6064, "lon": -58.3816, "accuracy": 5},
                {"t": "2024-03-01T12:00:40Z", "lat": -34.6064, "lon": -58.3816, "accuracy": 9},
                {"t": "2024-03-01T12:00:50Z", "lat": -34.6073, "lon": -58.3816, "accuracy": 400},
                {"t": "2024-03-01T12:01:00Z", "lat": -34.6082, "lon": -58.3816, "accuracy": 5}
              ],
              "now": "2024-03-02T00:00:00Z"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override CleanParameters Effective(CleanParameters parameters, EngineRun run) =>
        parameters.Now is null ? parameters with { Now = run.Now, NowIsClock = true } : parameters;

    public override TrackResult Run(PositionColumns positions, CleanParameters parameters, CancellationToken cancellationToken) =>
        new Cleaner(parameters).Run(positions, cancellationToken);
}
