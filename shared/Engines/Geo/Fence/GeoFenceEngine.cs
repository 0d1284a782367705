using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Geo.Fence;

/// <summary><c>geo.fence</c>: docs/engines/geo.fence.md. Beside what engines on tracks take, its <c>data</c> has <c>fences</c>.</summary>
internal sealed class GeoFenceEngine : TrackEngine<FenceParameters>
{
    public GeoFenceEngine() => Descriptor = new EngineDescriptor
    {
        Id = "geo.fence",
        Version = "1",
        Summary = "Enter, exit, cross and dwell events of a track at fences, and its visits to them.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = SchemaWithFences(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T12:00:00Z", "lat": -34.6027, "lon": -58.40873},
                {"t": "2024-03-01T12:00:40Z", "lat": -34.6027, "lon": -58.40327},
                {"t": "2024-03-01T12:01:10Z", "lat": -34.6, "lon": -58.4},
                {"t": "2024-03-01T12:01:20Z", "lat": -34.59946, "lon": -58.39935},
                {"t": "2024-03-01T12:06:40Z", "lat": -34.59946, "lon": -58.39935},
                {"t": "2024-03-01T12:07:10Z", "lat": -34.59946, "lon": -58.39542},
                {"t": "2024-03-01T12:07:40Z", "lat": -34.5982, "lon": -58.39236},
                {"t": "2024-03-01T12:08:00Z", "lat": -34.59703, "lon": -58.38909}
              ],
              "fences": [
                {"id": "depot", "geometry": {"type": "Polygon", "coordinates": [[
                  [-58.40142, -34.60117], [-58.39749, -34.60117], [-58.39749, -34.59982], [-58.39836, -34.59982],
                  [-58.39836, -34.5982], [-58.40142, -34.5982], [-58.40142, -34.60117]]]}},
                {"id": "stop", "geometry": {"type": "Circle", "center": [-58.39072, -34.59775], "radius_m": 60}},
                {"id": "road", "geometry": {"type": "Corridor", "line":
                  [[-58.40982, -34.6027], [-58.40327, -34.6027], [-58.40109, -34.6009]], "width_m": 60}}
              ],
              "dwell_s": 300
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override TrackResult Run(PositionColumns positions, FenceParameters parameters, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var reader = new FixReader(positions, flags);
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);
        return new FenceTracker(fixes, parameters).Run(flags, cancellationToken);
    }

    protected override IReadOnlyList<DataMember> OtherMembers(FenceParameters parameters) =>
    [
        new DataMember(
            FenceReader.Member,
            FenceReader.Expected,
            (ref Utf8Scanner scanner, InputErrors faults) => parameters.Fences = new FenceReader(faults).Read(ref scanner)),
    ];

    private JsonNode SchemaWithFences()
    {
        var schema = InputSchema();
        schema["properties"]![FenceReader.Member] = FenceSchema.Create();
        schema["required"]!.AsArray().Add((JsonNode)FenceReader.Member);
        schema["$defs"] = FenceSchema.Definitions();
        return schema;
    }
}
