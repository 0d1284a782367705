using TlEngine.Engines.Parameters;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Route.Eta;

internal sealed record EtaParameters : TrackParameters
{
    public RouteShape Route { get; set; } = RouteShape.None;

    /// <summary>In the order of the trip.</summary>
    public IReadOnlyList<Stop> Stops { get; set; } = [];

    /// <summary>Usual seconds of running from each stop to the next; NaN where unknown.</summary>
    public IReadOnlyList<double> History { get; set; } = [];

    [Parameter("What is now. Default: when the execution was created.")]
    public DateTimeOffset? Now { get; init; }

    [Parameter("Fixes further from the route are off it.", Unit = "m", Minimum = 1, Maximum = 1000, Source = "our judgement")]
    public double SearchRadiusM { get; init; } = 50;

    [Parameter("Error of a fix across the route, one standard deviation, where its accuracy is not worse.", Unit = "m",
        Minimum = 0.1, Maximum = 1000, Source = "Newson and Krumm (2009): 4.07 m")]
    public double SigmaM { get; init; } = 5;

    [Parameter("How far the way along the route and the way between two fixes 10 s apart differ.", Unit = "m",
        Minimum = 0.1, Maximum = 1000, Source = "Newson and Krumm (2009)")]
    public double BetaM { get; init; } = 5;

    [Parameter("A fix may lie as far behind the progress made.", Unit = "m", Minimum = 0, Maximum = 1000,
        Source = "our judgement: the noise of a standing vehicle")]
    public double BackwardM { get; init; } = 30;

    [Parameter("No vehicle gets on faster.", Unit = "m/s", Minimum = 0.1, Maximum = 1000, Source = "OSRM: 180 km/h")]
    public double MaxSpeedMps { get; init; } = 50;

    [Parameter("Older fixes than this, seen from the newest, are not used.", Unit = "s", Minimum = 1, Maximum = 86_400,
        Source = "our judgement: a trip")]
    public double WindowS { get; init; } = 3600;

    [Parameter("After as many fixes in a row off the route the vehicle is off it.", Minimum = 1, Maximum = 1000,
        Source = "our judgement: two can be wrong")]
    public int OffRouteFixes { get; init; } = 3;

    [Parameter("Stops further from the route are flagged.", Unit = "m", Minimum = 1, Maximum = 100_000, Source = "our judgement")]
    public double StopRadiusM { get; init; } = 100;

    [Parameter("A vehicle so near to a stop, along the route, is at it.", Unit = "m", Minimum = 0, Maximum = 1000,
        Source = "our judgement")]
    public double StopZoneM { get; init; } = 30;

    [Parameter("Half-life of what the trip so far says about the traffic.", Unit = "s", Minimum = 1, Maximum = 86_400,
        Source = "our judgement")]
    public double HalfLifeS { get; init; } = 600;

    [Parameter("Speed where neither schedule nor history tells one.", Unit = "m/s", Minimum = 0.1, Maximum = 100,
        Source = "our judgement: a bus in a city")]
    public double DefaultSpeedMps { get; init; } = 6;

    [Parameter("Width of the window around an arrival that is at hand.", Unit = "s", Minimum = 0, Maximum = 3600,
        Source = "calibrated, see the page")]
    public double UncertaintyBaseS { get; init; } = 20;

    [Parameter("Width of the window per square root of a second of remaining time.", Unit = "s", Minimum = 0, Maximum = 1000,
        Source = "calibrated, see the page")]
    public double UncertaintyGrowth { get; init; } = 9;

    [Parameter("Earlier than its schedule by more is early.", Unit = "s", Minimum = 0, Maximum = 86_400, Source = "our judgement")]
    public double EarlyS { get; init; } = 60;

    [Parameter("Later than its schedule by more is late.", Unit = "s", Minimum = 0, Maximum = 86_400, Source = "our judgement")]
    public double LateS { get; init; } = 300;

    [Parameter("A vehicle that was last seen on the route longer ago is stale.", Unit = "s", Minimum = 0, Maximum = 86_400,
        Source = "our judgement")]
    public double StaleS { get; init; } = 300;

    [Parameter("Fixes further than this from now are in the future, and not used.", Unit = "s", Minimum = 0, Maximum = 86_400,
        Source = "our judgement: clocks differ")]
    public double MaxFutureS { get; init; } = 300;

    [Parameter("Whether the place of every matched fix along the route is told.", Source = "few need it")]
    public bool IncludeMatches { get; init; }

    /// <summary>Whether <see cref="Now"/> was left to the clock.</summary>
    public bool NowIsClock { get; init; }
}
