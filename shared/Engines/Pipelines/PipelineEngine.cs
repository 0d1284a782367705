using TlEngine.Engines.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary><c>pipeline</c>: docs/engines/pipeline.md.</summary>
/// <param name="catalogue">Lazy: this engine is in it.</param>
internal sealed class PipelineEngine(Lazy<EngineCatalogue> catalogue, TimeProvider time) : IEngine
{
    public const string Id = "pipeline";

    public EngineDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Version = "1",
        Summary = "Several engines in one call, each with what it needs of the others' results.",

        // What its steps are is known with the call alone; it stands for all that they can be.
        Deterministic = false,
        SideEffects = true,
        DefaultTimeout = TimeSpan.FromSeconds(60),
        Parameters = [],
        InputSchema = PipelineSchema.Create(),
        Example = """
            {
              "input": {
                "positions": [
                  {"t": "2024-03-01T12:00:00Z", "lat": 0, "lon": 0},
                  {"t": "2024-03-01T12:00:10Z", "lat": -34.6, "lon": -58.41},
                  {"t": "2024-03-01T12:00:50Z", "lat": -34.6, "lon": -58.4},
                  {"t": "2024-03-01T12:06:10Z", "lat": -34.6, "lon": -58.4},
                  {"t": "2024-03-01T12:06:50Z", "lat": -34.6, "lon": -58.39}
                ],
                "depot": {"type": "Circle", "center": [-58.4, -34.6], "radius_m": 100}
              },
              "steps": [
                {"id": "clean", "engine": "track.clean",
                  "input": {"positions": {"$ref": "#/input/positions"}, "now": "2024-03-02T00:00:00Z"}},
                {"id": "trips", "engine": "track.segment", "input": {"positions": {"$ref": "#/steps/clean/positions"}}},
                {"id": "visits", "engine": "geo.fence", "input": {
                  "positions": {"$ref": "#/steps/clean/positions"},
                  "fences": [{"id": "depot", "geometry": {"$ref": "#/input/depot"}}]}},
                {"id": "long", "engine": "track.summary", "when": {"ref": "#/steps/clean/distance_m/clean", "at_least": 100000},
                  "input": {"positions": {"$ref": "#/steps/clean/positions"}}}
              ],
              "return": ["trips", "visits", "long"]
            }
            """,
    };

    public Preparation Prepare(EngineRequest request)
    {
        var errors = new InputErrors();
        var reader = new PipelineReader(request.Data, errors);
        reader.Read();
        return new PlanBuilder(reader, catalogue.Value, errors).Build() is { } plan
            ? new Preparation.Ready(new PipelineCall(plan, time))
            : new Preparation.Refused(errors.ToList());
    }
}
