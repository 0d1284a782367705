namespace TlEngine.Engines.Route.Eta;

/// <summary>Arrivals at all stops. Second 0 is now.</summary>
internal sealed class Forecaster(Trip trip, EtaParameters parameters)
{
    // Vehicles halt a little before a stop's place or after it.
    private readonly double _halt = parameters.StopZoneM / 3;

    /// <summary>From where the vehicle is and how fast it gets on.</summary>
    public StopForecast[] FromVehicle(MatchedPath path, LiveFactor factor)
    {
        var forecasts = new StopForecast[trip.Stops.Count];
        var last = path.Fixes[^1];
        var next = Passed(path, forecasts);
        var (second, place) = (last.Second, last.Progress);
        if (next > 0 && place <= trip.Along(next - 1) + parameters.StopZoneM && !trip.IsSkipped(next - 1))
        {
            forecasts[next - 1] = forecasts[next - 1] with { State = StopState.AtStop };
            second = Leaves(next - 1, path, forecasts[next - 1].Arrival);
            place = Math.Max(place, trip.Along(next - 1));
        }

        for (var k = next; k < forecasts.Length; k++)
        {
            // Whoever is not seen at the stop is not there before now.
            var arrival = Math.Max(second + (trip.Timetable.Running(place, k) * factor.Value), 0);
            var remaining = Math.Max(arrival - last.Second, 0);
            var width = Math.Sqrt(Square(parameters.UncertaintyBaseS) + (Square(parameters.UncertaintyGrowth) * remaining));
            forecasts[k] = new StopForecast(StopState.Expected, arrival, width, ForecastSource.Live);
            (second, place) = (trip.Departure(k, arrival), trip.Along(k));
        }

        Silence(forecasts);
        return forecasts;
    }

    /// <summary>
    /// Without a vehicle: the delays that the request knows, handed on to the stops after them (GTFS-Realtime, "Trip updates").
    /// </summary>
    public StopForecast[] FromUpdates()
    {
        var forecasts = new StopForecast[trip.Stops.Count];
        var delay = double.NaN;
        for (var k = 0; k < forecasts.Length; k++)
        {
            if (trip.IsSkipped(k))
            {
                forecasts[k] = StopForecast.Unknown(StopState.Skipped);
                continue;
            }

            delay = trip.Stops[k].Update is { } update ? update.KnownDelayS : delay;
            var arrival = trip.Timetable.Scheduled[k] + delay;
            forecasts[k] = double.IsNaN(arrival)
                ? StopForecast.Unknown(StopState.Expected)
                : new StopForecast(StopState.Expected, arrival, double.NaN, ForecastSource.Propagated);
        }

        return forecasts;
    }

    private static double Square(double value) => value * value;

    /// <summary>The stops that the vehicle has reached, with the time where it was seen to. Returns the first one ahead.</summary>
    private int Passed(MatchedPath path, StopForecast[] forecasts)
    {
        var (next, at) = (0, 0);
        for (; next < forecasts.Length && path.Fixes[^1].Progress >= trip.Along(next) - _halt; next++)
        {
            var place = trip.Along(next) - _halt;
            while (path.Fixes[at].Progress < place)
            {
                at++;
            }

            forecasts[next] = at == 0
                ? StopForecast.Unknown(StopState.Passed)
                : Observed(path.Fixes[at - 1], path.Fixes[at], place);
        }

        return next;
    }

    /// <summary>
    /// Reached between two fixes, each as far from it in time as the timetable says. What lies between two known times is as uncertain as
    /// a Brownian bridge is, and never more than they are apart.
    /// </summary>
    private StopForecast Observed(in MatchedFix from, in MatchedFix to, double place)
    {
        var (before, after) = (Expected(from.Progress, place), Expected(place, to.Progress));
        var share = before + after > 0
            ? Math.Clamp(before / (before + after), 0, 1)
            : (place - from.Progress) / (to.Progress - from.Progress);
        var seconds = to.Second - from.Second;
        var width = Math.Min(parameters.UncertaintyGrowth * Math.Sqrt(seconds * share * (1 - share)), seconds);
        return new StopForecast(StopState.Passed, from.Second + (share * seconds), width, ForecastSource.Observed);
    }

    private double Expected(double from, double to) => trip.Timetable.Running(from, to) + trip.Dwell(from, to);

    /// <summary>When a vehicle that was last seen at a stop leaves it; one that was seen behind it is leaving, if it may.</summary>
    private double Leaves(int stop, MatchedPath path, double arrival)
    {
        var last = path.Fixes[^1];
        if (last.Progress > trip.Along(stop) + _halt)
        {
            return trip.Departure(stop, last.Second - trip.Stops[stop].DwellS);
        }

        var since = double.IsNaN(arrival) ? path.Fixes[0].Second : arrival;
        return Math.Max(trip.Departure(stop, since), last.Second);
    }

    /// <summary>Stops that are not served have no arrival, and those of which nothing is to be known neither.</summary>
    private void Silence(StopForecast[] forecasts)
    {
        var silent = false;
        for (var k = 0; k < forecasts.Length; k++)
        {
            var update = trip.Stops[k].Update;
            silent = update is null || update.Relationship == StopRelationship.Skipped
                ? silent
                : update.Relationship == StopRelationship.NoData;
            if (trip.IsSkipped(k))
            {
                forecasts[k] = StopForecast.Unknown(StopState.Skipped);
            }
            else if (silent && forecasts[k].State == StopState.Expected)
            {
                forecasts[k] = StopForecast.Unknown(StopState.Expected);
            }
        }
    }
}
