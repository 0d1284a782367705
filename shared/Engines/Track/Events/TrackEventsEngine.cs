using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Events;

/// <summary><c>track.events</c>: docs/engines/track.events.md. Its <c>data</c> may have a <c>state</c> beside the positions.</summary>
internal sealed class TrackEventsEngine : TrackEngine<EventsParameters>
{
    public TrackEventsEngine() => Descriptor = new EngineDescriptor
    {
        Id = "track.events",
        Version = "1",
        Summary = "Overspeed, idling, harsh acceleration and braking, silence and due maintenance of a vehicle, call after call.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = SchemaWithState(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T12:00:00Z", "lat": -34.6, "lon": -58.4, "speed": 18, "ignition": true, "odometer": 119800},
                {"t": "2024-03-01T12:00:10Z", "lat": -34.6018, "lon": -58.4, "speed": 24, "ignition": true, "odometer": 119998},
                {"t": "2024-03-01T12:00:20Z", "lat": -34.604, "lon": -58.4, "speed": 24.5, "ignition": true, "odometer": 120242},
                {"t": "2024-03-01T12:00:30Z", "lat": -34.606, "lon": -58.4, "speed": 22.5, "ignition": true, "odometer": 120464},
                {"t": "2024-03-01T12:00:32Z", "lat": -34.6063, "lon": -58.4, "speed": 15, "ignition": true, "odometer": 120501},
                {"t": "2024-03-01T12:00:40Z", "lat": -34.6069, "lon": -58.4, "speed": 0, "ignition": true, "odometer": 120565},
                {"t": "2024-03-01T12:01:50Z", "lat": -34.6069, "lon": -58.4, "speed": 0, "ignition": true, "odometer": 120565},
                {"t": "2024-03-01T12:02:00Z", "lat": -34.6069, "lon": -58.4, "speed": 0, "ignition": false, "odometer": 120565},
                {"t": "2024-03-01T13:32:00Z", "lat": -34.6069, "lon": -58.4, "speed": 0, "ignition": true, "odometer": 120565}
              ],
              "speed_limit_mps": 22.2,
              "idle_min_duration_s": 60,
              "maintenance_period_m": 10000,
              "now": "2024-03-02T00:00:00Z"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override EventsParameters Effective(EventsParameters parameters, EngineRun run) =>
        parameters.Now is null ? parameters with { Now = run.Now, NowIsClock = true } : parameters;

    public override TrackResult Run(PositionColumns positions, EventsParameters parameters, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var latest = parameters.Now!.Value.UtcTicks + (long)(parameters.MaxFutureS * TimeSpan.TicksPerSecond);
        var reader = new FixReader(positions, flags, latest);
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);
        return new EventFinder(fixes, positions, parameters).Run(flags, cancellationToken);
    }

    protected override IReadOnlyList<DataMember> OtherMembers(EventsParameters parameters) =>
    [
        new DataMember(
            EventStateReader.Member,
            EventStateReader.Expected,
            (ref Utf8Scanner scanner, InputErrors faults) => parameters.State = new EventStateReader(faults).Read(ref scanner),
            required: false),
    ];

    private JsonNode SchemaWithState()
    {
        var schema = InputSchema();
        schema["properties"]![EventStateReader.Member] = EventStateSchema.Create();
        return schema;
    }
}
