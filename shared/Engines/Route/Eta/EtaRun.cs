using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Route.Eta;

/// <summary>One call, from the positions to the forecasts. Second 0 is now.</summary>
internal sealed class EtaRun(EtaParameters parameters)
{
    // At a fix a second more than an hour; a match of more costs time and tells nothing.
    private const int MostFixes = 5_000;

    // Of a fix with a segment of the route: a bound for routes that are a scribble.
    private const int MostComparisons = 50_000_000;

    private readonly FlagList _flags = new();

    public EtaResult Run(PositionColumns positions, CancellationToken cancellationToken)
    {
        var origin = parameters.Now!.Value.UtcTicks;
        var reader = new FixReader(positions, _flags, origin + (long)(parameters.MaxFutureS * TimeSpan.TicksPerSecond));
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);
        var first = SkipOutdated(fixes);
        var route = new RouteLine(parameters.Route, parameters);
        var along = new StopPlacement(route, parameters.Stops, parameters.StopRadiusM).Run();
        cancellationToken.ThrowIfCancellationRequested();

        var timetable = new Timetable(parameters.Stops, along, parameters, origin);
        var trip = new Trip(parameters.Stops, along, timetable);
        var path = new PathMatcher(route, timetable, parameters, _flags).Run(fixes, first, origin, cancellationToken);
        var factor = LiveFactor.Of(path, trip, parameters);
        var forecaster = new Forecaster(trip, parameters);
        var forecasts = path.Fixes.Count > 0 ? forecaster.FromVehicle(path, factor) : forecaster.FromUpdates();
        return new EtaResult(_flags, fixes.Count - first, route, trip, path, factor, forecasts, parameters, origin);
    }

    /// <summary>The index of the first fix that still tells something; those before it are flagged.</summary>
    private int SkipOutdated(Fixes fixes)
    {
        var first = 0;
        var newest = fixes.Count > 0 ? fixes.Times[^1] : 0;
        var most = Math.Min(MostFixes, MostComparisons / Math.Max(parameters.Route.Latitudes.Length, 1));
        var window = (long)(parameters.WindowS * TimeSpan.TicksPerSecond);
        for (; first < fixes.Count && (newest - fixes.Times[first] > window || fixes.Count - first > most); first++)
        {
            var seconds = (double)(newest - fixes.Times[first]) / TimeSpan.TicksPerSecond;
            _flags.Add(new Flag(fixes.Indices[first], FlagReason.Outdated, seconds));
        }

        return first;
    }
}
