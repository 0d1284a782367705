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
                {"t": "2024-03-01T12:00:10Z", "lat": -34.6037, "lon": -58.3816, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:00:20Z", "lat": -34.6037, "lon": -58.38029, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:00:30Z", "lat": -34.6037, "lon": -58.37898, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:00:40Z", "lat": -34.60478, "lon": -58.38531, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:00:50Z", "lat": -34.6037, "lon": -58.37636, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:01:00Z", "lat": -34.60262, "lon": -58.37636, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:01:00Z", "lat": -34.60262, "lon": -58.37636, "speed": 12, "accuracy": 9},
                {"t": "2024-03-01T12:01:10Z", "lat": -34.60208, "lon": -58.37276, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:01:20Z", "lat": -34.60154, "lon": -58.37636, "speed": 12, "accuracy": 5},
                {"t": "2024-03-01T12:01:30Z", "lat": -34.60073, "lon": -58.37833, "speed": 12, "accuracy": 400},
                {"t": "2024-03-01T12:01:40Z", "lat": -34.59955, "lon": -58.37636, "speed": 9, "accuracy": 5},
                {"t": "2024-03-01T12:01:50Z", "lat": -34.59919, "lon": -58.37549, "speed": 0, "accuracy": 5, "ignition": false},
                {"t": "2024-03-01T12:02:00Z", "lat": -34.59918, "lon": -58.37547, "speed": 0, "accuracy": 5, "ignition": false},
                {"t": "2024-03-01T12:02:10Z", "lat": -34.59903, "lon": -58.37505, "speed": 0, "accuracy": 5, "ignition": false},
                {"t": "2024-03-01T12:02:20Z", "lat": -34.5992, "lon": -58.3755, "speed": 0, "accuracy": 5, "ignition": false}
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
