using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Route.Eta;

/// <summary><c>route.eta</c>: docs/engines/route.eta.md. Beside positions it takes <c>route</c>, <c>stops</c>, <c>history</c>.</summary>
internal sealed class RouteEtaEngine : TrackEngine<EtaParameters>
{
    public RouteEtaEngine() => Descriptor = new EngineDescriptor
    {
        Id = "route.eta",
        Version = "1",
        Summary = "When a vehicle on a route arrives at its stops, how late that is and how sure.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = SchemaWithTrip(),
        Example = """
            {
              "route": {"type": "LineString", "coordinates":
                [[-58.4, -34.6], [-58.4, -34.61], [-58.39, -34.61], [-58.39, -34.6], [-58.4, -34.6]]},
              "stops": [
                {"id": "depot", "lat": -34.6, "lon": -58.4, "scheduled": "2024-03-01T12:00:00Z"},
                {"id": "market", "lat": -34.61, "lon": -58.395, "scheduled": "2024-03-01T12:04:00Z", "dwell_s": 20},
                {"id": "park", "lat": -34.605, "lon": -58.39, "scheduled": "2024-03-01T12:06:30Z", "dwell_s": 20},
                {"id": "depot", "lat": -34.6, "lon": -58.4, "scheduled": "2024-03-01T12:10:00Z"}
              ],
              "positions": [
                {"t": "2024-03-01T12:01:30Z", "lat": -34.60004, "lon": -58.40003},
                {"t": "2024-03-01T12:02:30Z", "lat": -34.6033, "lon": -58.40002},
                {"t": "2024-03-01T12:03:30Z", "lat": -34.6068, "lon": -58.39999},
                {"t": "2024-03-01T12:04:30Z", "lat": -34.60998, "lon": -58.3998}
              ],
              "now": "2024-03-01T12:04:40Z"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override EtaParameters Effective(EtaParameters parameters, EngineRun run) =>
        parameters.Now is null ? parameters with { Now = run.Now, NowIsClock = true } : parameters;

    public override TrackResult Run(PositionColumns positions, EtaParameters parameters, CancellationToken cancellationToken) =>
        new EtaRun(parameters).Run(positions, cancellationToken);

    protected override IReadOnlyList<DataMember> OtherMembers(EtaParameters parameters) =>
    [
        new DataMember(RouteReader.Member, RouteReader.Expected, (ref Utf8Scanner scanner, InputErrors faults) =>
            parameters.Route = new RouteReader(faults).Read(ref scanner)),
        new DataMember(StopsReader.Member, StopsReader.Expected, (ref Utf8Scanner scanner, InputErrors faults) =>
        {
            parameters.Stops = new StopsReader(faults).Read(ref scanner);
            HistoryReader.Compare(parameters, faults);
        }),
        new DataMember(
            HistoryReader.Member,
            HistoryReader.Expected,
            (ref Utf8Scanner scanner, InputErrors faults) =>
            {
                parameters.History = HistoryReader.Read(ref scanner, faults);
                HistoryReader.Compare(parameters, faults);
            },
            required: false),
    ];

    private JsonNode SchemaWithTrip()
    {
        var schema = InputSchema();
        schema["properties"]![RouteReader.Member] = EtaSchema.Route();
        schema["properties"]![StopsReader.Member] = EtaSchema.Stops();
        schema["properties"]![HistoryReader.Member] = EtaSchema.History();
        schema["required"]!.AsArray().Add((JsonNode)RouteReader.Member);
        schema["required"]!.AsArray().Add((JsonNode)StopsReader.Member);
        return schema;
    }
}
