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
                {"t": "2024-03-01T12:10:00Z", "value": 61.1},
                {"t": "2024-03-01T12:15:00Z", "value": 38.4},
                {"t": "2024-03-01T12:20:00Z", "value": null},
                {"t": "2024-03-01T12:25:00Z", "value": 60.7},
                {"t": "2024-03-01T12:30:00Z", "value": 60.4}
              ],
              "method": "modified_z"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override SeriesResult Run(Points points, AnomalyParameters parameters, CancellationToken cancellationToken) =>
        new AnomalySearch(parameters).Run(points, cancellationToken);
}
