using System.Text.Json;
using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>Asks the engine every two minutes of every trip for the arrivals ahead.</summary>
internal sealed class ShuttlePredictions(ShuttleLine line)
{
    private const double EverySeconds = 120;
    private const double Recent = 1800;

    /// <param name="history">Usual running times of each trip of a day; null for none.</param>
    public List<Prediction> Of(IReadOnlyList<ShuttleTrip> day, IReadOnlyList<double[]>? history)
    {
        var predictions = new List<Prediction>();
        for (var i = 0; i < day.Count; i++)
        {
            var trip = day[i];
            for (var now = trip.Scheduled[0] - 60; now < trip.Arrivals[^1]; now += EverySeconds)
            {
                predictions.AddRange(At(trip, now, history?[i]));
            }
        }

        return predictions;
    }

    /// <summary>What the engine says at a moment of a trip, from the fixes of the half hour before.</summary>
    public (Fix[] Fixes, JsonElement Result) Ask(ShuttleTrip trip, double now, string parameters)
    {
        Fix[] fixes =
        [
            .. trip.Fixes.Where(fix =>
                (fix.Time - Recording.Start).TotalSeconds is var second && second <= now && second > now - Recent),
        ];
        var stops = trip.Scheduled.Select((second, k) => new TripStop(
            $"{k}",
            line.PlaceAt(line.Stops[k]).Lon,
            line.PlaceAt(line.Stops[k]).Lat,
            second,
            k == 0 ? "" : $"\"dwell_s\":{ShuttleDay.PlannedDwell}" + (k == ShuttleDay.Timepoint(line) ? ",\"timepoint\":true" : "")));
        return (fixes, Trips.Run(line.Route, stops, fixes, now, parameters));
    }

    private IEnumerable<Prediction> At(ShuttleTrip trip, double now, double[]? history)
    {
        var (_, result) = Ask(trip, now, history is null ? "" : $"\"history\":{JsonSerializer.Serialize(history)}");
        var told = result.GetProperty("stops").EnumerateArray().ToArray();
        var (arrivals, progress) = (result.Arrivals(), result.Progress());
        var length = result.GetProperty("route_length_m").GetDouble();
        var speed = length / (trip.Scheduled[^1] - trip.Scheduled[0]);
        var delays = told.Where(stop => stop.GetProperty("source").ToString() == "observed")
            .Select(stop => stop.GetProperty("delay_s").GetDouble()).ToArray();
        for (var k = 0; k < arrivals.Length; k++)
        {
            if (trip.Arrivals[k] <= now || told[k].GetProperty("source").ToString() != "live")
            {
                continue;
            }

            var constant = now + ((told[k].GetProperty("distance_m").GetDouble() - progress) / speed);
            var handedOn = Math.Max(now, trip.Scheduled[k] + (delays.Length > 0 ? delays[^1] : 0));
            yield return new Prediction(
                trip.Arrivals[k] - now,
                trip.Scheduled[k] - trip.Arrivals[k],
                constant - trip.Arrivals[k],
                handedOn - trip.Arrivals[k],
                arrivals[k] - trip.Arrivals[k],
                told[k].GetProperty("uncertainty_s").GetDouble());
        }
    }
}
