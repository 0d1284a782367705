using System.Text;
using TlEngine.Engines.Json;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Route.Eta;

/// <summary>Reads <c>stops</c>: <c>[{id, lat, lon | distance_m, scheduled, dwell_s, timepoint, relationship, delay_s, time}]</c>.</summary>
internal sealed class StopsReader(InputErrors errors)
{
    public const string Member = "stops";
    public const string Expected = "an array of 1 to 500 stops";
    public const int MostStops = 500;
    private const string Pointer = "/" + Member;
    private const int LongestId = 200;
    private const double LongestRoute = 1e9;
    private const double LongestDwell = 86_400;
    private const double LongestDelay = 31_536_000;

    public IReadOnlyList<Stop> Read(ref Utf8Scanner scanner)
    {
        var stops = new List<Stop>();
        var start = scanner.At;
        var count = 0;
        if (scanner.TryTake((byte)'['))
        {
            for (; scanner.NextItem() && count <= MostStops; count++)
            {
                ReadStop(ref scanner, $"{Pointer}/{count}", stops);
            }
        }

        if (count is 0 or > MostStops)
        {
            scanner.At = start;
            errors.AddUnexpected(Pointer, scanner.Skip(), Expected);
        }

        return stops;
    }

    private void ReadStop(ref Utf8Scanner scanner, string pointer, List<Stop> stops)
    {
        var stop = new Stop("", double.NaN, double.NaN, double.NaN, null, 0, null, null);
        StopRelationship? relationship = null;
        var (delay, time) = (double.NaN, (long?)null);
        var reader = new ObjectReader(
            errors,
            ObjectMembers.Text("id", LongestId, value => stop = stop with { Id = value }),
            ObjectMembers.Number("lat", -90, 90, value => stop = stop with { Latitude = value }, required: false),
            ObjectMembers.Number("lon", -360, 360, value => stop = stop with { Longitude = Longitude.Wrap(value) }, required: false),
            ObjectMembers.Number("distance_m", 0, LongestRoute, value => stop = stop with { Along = value }, required: false),
            ObjectMembers.Time("scheduled", value => stop = stop with { Scheduled = value }, required: false),
            ObjectMembers.Number("dwell_s", 0, LongestDwell, value => stop = stop with { DwellS = value }, required: false),
            ObjectMembers.Flag("timepoint", value => stop = stop with { Timepoint = value }, required: false),
            new ObjectMember(
                "relationship",
                "scheduled, skipped, no_data or null",
                (ref Utf8Scanner s, string _) => s.TryLiteral("null"u8) || (relationship = Relationship(s.Skip())) is not null,
                required: false),
            ObjectMembers.Number("delay_s", -LongestDelay, LongestDelay, value => delay = value, required: false),
            ObjectMembers.Time("time", value => time = value, required: false));
        if (!reader.Read(ref scanner, pointer))
        {
            return;
        }

        if (double.IsNaN(stop.Along) && (double.IsNaN(stop.Latitude) || double.IsNaN(stop.Longitude)))
        {
            errors.Add(pointer, "Has no place; expected lat and lon, or distance_m.");
            return;
        }

        // The time wins where both are given (GTFS-Realtime, StopTimeEvent).
        delay = time is { } known && stop.Scheduled is { } scheduled ? (double)(known - scheduled) / TimeSpan.TicksPerSecond : delay;
        var update = relationship is null && double.IsNaN(delay)
            ? null
            : new StopUpdate(relationship ?? StopRelationship.Scheduled, delay);
        stops.Add(stop with { Update = update });
    }

    private static StopRelationship? Relationship(ReadOnlySpan<byte> json) => json switch
    {
        _ when json.SequenceEqual("\"scheduled\""u8) => StopRelationship.Scheduled,
        _ when json.SequenceEqual("\"skipped\""u8) => StopRelationship.Skipped,
        _ when json.SequenceEqual("\"no_data\""u8) => StopRelationship.NoData,
        _ => null,
    };
}
