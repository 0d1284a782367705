namespace TlEngine.Engines.Series.Anomaly;

/// <summary><c>series.anomaly</c>: docs/engines/series.anomaly.md.</summary>
internal sealed class SeriesAnomalyEngine : SeriesEngine<AnomalyParameters>
{
    public SeriesAnomalyEngine() => Descriptor = new EngineDescriptor
    {
        Id = "series.anomaly",
        Version = "1",
        Summary = "Finds the points of a series that are not like the others, by one of four methods, with a score and what was expected.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "series": [
                {"t": "2024-03-01T12:00:00Z", "value": 61.5},
                {"t": "2024-03-01T12:05:00Z", "value": 61.2},
                {"t": "2024-03-01T12:10:00Z", "value": 61.4},
                {"t": "2024-03-01T12:15:00Z", "value": 60.9},
                {"t": "2024-03-01T12:20:00Z", "value": 61.0},
                {"t": "2024-03-01T12:25:00Z", "value": 60.6},
                {"t": "2024-03-01T12:30:00Z", "value": 38.4},
                {"t": "2024-03-01T12:35:00Z", "value": 60.5},
                {"t": "2024-03-01T12:40:00Z", "value": 60.7},
                {"t": "2024-03-01T12:45:00Z", "value": 60.2},
                {"t": "2024-03-01T12:50:00Z", "value": 60.4},
                {"t": "2024-03-01T12:55:00Z", "value": null},
                {"t": "2024-03-01T13:00:00Z", "value": 59.9},
                {"t": "2024-03-01T13:05:00Z", "value": 60.1},
                {"t": "2024-03-01T13:10:00Z", "value": 59.7},
                {"t": "2024-03-01T13:15:00Z", "value": 59.8},
                {"t": "2024-03-01T13:20:00Z", "value": 59.4},
                {"t": "2024-03-01T13:25:00Z", "value": 71.8},
                {"t": "2024-03-01T13:30:00Z", "value": 59.5},
                {"t": "2024-03-01T13:35:00Z", "value": 59.1},
                {"t": "2024-03-01T13:40:00Z", "value": 59.3},
                {"t": "2024-03-01T13:45:00Z", "value": 58.9},
                {"t": "2024-03-01T13:50:00Z", "value": 58.8},
                {"t": "2024-03-01T13:55:00Z", "value": 58.6}
              ],
              "method": "modified_z"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override SeriesResult Run(Points points, AnomalyParameters parameters, CancellationToken cancellationToken) =>
        new AnomalySearch(parameters).Run(points, cancellationToken);
}
