namespace TlEngine.Tests.Engines.Track.Segment;

/// <summary>
/// Mode displacement against Traccar's NewMotionProcessorTest (Apache-2.0; traccar/traccar at 5bced31 and after it): 500 m and 300 s unless
/// said otherwise, metres to the east on the equator. Traccar tells when it notices; here the recording is told as a whole.
/// </summary>
public sealed class TraccarDisplacementTests
{
    private const string AsTraccar = ",\"back_date_end\":false,\"distance_model\":\"sphere\",\"radius_m\":6378137";

    /// <summary>testMotionDetected: moving at the last fix, 600 m on.</summary>
    [Fact]
    public void Run_MotionDetected_IsATripFromTheFixBefore()
    {
        var found = Found([(0, 0), (2, 0), (4, 0), (5, 600)]);
        Assert.Equal([(2, 3, true)], found.Trips);
        Assert.Equal([(0, 2, false)], found.Stops);
    }

    /// <summary>testMotionWithFastAverageSpeed: 1200 m in ten minutes are fast enough, whatever happened between.</summary>
    [Fact]
    public void Run_MotionWithFastAverageSpeed_IsATrip() => Assert.Equal([(0, 1, true)], Found([(0, 0), (10, 1200)]).Trips);

    /// <summary>testSlowSpeedStopMotionStop: 700 m in ten minutes are not: moving and stopped again.</summary>
    [Fact]
    public void Run_SlowSpeed_IsATripOfItsOwn() => Assert.Equal([(0, 1, false)], Found([(0, 0), (10, 700)]).Trips);

    /// <summary>testTripStartBacktrack: the trip begins with the departure at the third fix, which only the last one proves.</summary>
    [Fact]
    public void Run_TripStart_IsDatedBackToTheDeparture()
    {
        var found = Found([(0, 0), (1, 0), (2, 0), (3, 120), (4, 300), (5, 600)]);
        Assert.Equal([(2, 5, true)], found.Trips);
        Assert.Equal([(0, 2, false)], found.Stops);
    }

    /// <summary>
    /// testEventsAreChronological, 200 m and 180 s: moving from the third fix, stopped at the seventh, moving at the eighth. The last trip
    /// has no duration in Traccar; here it has the leg that makes it one.
    /// </summary>
    [Fact]
    public void Run_ThereAndBack_StopsWhereItIsCertain()
    {
        (double, double)[] fixes = [(0, 0), (1, 0), (2, 0), (3, 100), (4, 220), (5, 0), (6, 60), (7, 320)];

        Assert.Equal([(2, 6, false), (6, 7, true)], Found(fixes, 200, 180).Trips);
        Assert.Equal([(2, 5, false), (6, 7, true)], Found(fixes, 200, 180, backDateEnd: true).Trips);
    }

    /// <summary>testNoStopBeforeDuration: two minutes in one place do not end a trip.</summary>
    [Fact]
    public void Run_NoStopBeforeTheDuration_GoesOn() =>
        Assert.Equal([(0, 4, true)], Found([(0, 0), (1, 1000), (2, 2000), (3, 2100), (4, 2100)]).Trips);

    private static Segmented Found(
        (double Minute, double Metres)[] fixes, double distance = 500, double seconds = 300, bool backDateEnd = false) => Segmented.Of(
            fixes.Select(fix => new Fix(
                Recording.Start.AddMinutes(fix.Minute), 0, 10 + (fix.Metres * (1 + 1e-9) / 6_378_137 * 180 / Math.PI))),
            $"\"min_distance_m\":{distance},\"min_duration_s\":{seconds}"
            + (backDateEnd ? AsTraccar.Replace("false", "true", StringComparison.Ordinal) : AsTraccar));
}
