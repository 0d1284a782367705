using TlEngine.Engines.Track.Segment;

namespace TlEngine.Tests.Engines.Track.Segment;

public sealed class TrackSegmentEngineTests
{
    private static readonly TrackSegmentEngine Subject = new();

    [Fact]
    public void Run_DriveBetweenTwoStands_IsOneTripBetweenTwoStops()
    {
        // Ten minutes in one place, ten at 10 m/s, ten in another; a fix every ten seconds.
        var found = Segmented.Of(Enumerable.Range(0, 181).Select(i => At(i * 10, Math.Clamp(i - 60, 0, 60) * 100)));

        Assert.Equal([(60, 120, false)], found.Trips);
        Assert.Equal([(0, 60, false), (120, 180, true)], found.Stops);
        Assert.Empty(found.Gaps);
        var trip = found.Json.GetProperty("trips")[0];
        Assert.Equal(6000, trip.GetProperty("distance_m").GetDouble(), 1e-3);
        Assert.Equal(10, trip.GetProperty("average_speed_mps").GetDouble(), 1e-6);
        Assert.Equal(10, trip.GetProperty("max_speed_mps").GetDouble(), 1e-6);
        Assert.Equal(600, trip.GetProperty("duration_s").GetDouble());
    }

    [Theory]
    [InlineData("displacement")]
    [InlineData("legacy")]
    [InlineData("diameter")]
    public void Run_OfflineWhileMoving_LeavesAnOpenTrip(string mode)
    {
        var fixes = Enumerable.Range(0, 60).Select(i => At(i * 10, i * 100))
            .Concat(Enumerable.Range(0, 60).Select(i => At(20_000 + (i * 10), 50_000)));

        var found = Segmented.Of(fixes, $"\"mode\":\"{mode}\"");

        Assert.Equal([(0, 59, true)], found.Trips);
        Assert.Equal([(59, 60, false)], found.Gaps);
        Assert.Equal(119, found.Stops.Single().To);
        Assert.True(found.Stops.Single().Open);
    }

    [Theory]
    [InlineData("displacement")]
    [InlineData("legacy")]
    [InlineData("diameter")]
    public void Run_RecordingEndsWhileMoving_LeavesAnOpenTrip(string mode)
    {
        var found = Segmented.Of(Enumerable.Range(0, 121).Select(i => At(i * 10, Math.Max(i - 60, 0) * 100)), $"\"mode\":\"{mode}\"");

        var trip = found.Trips.Single();
        Assert.InRange(trip.From, 60, 61);
        Assert.Equal((120, true), (trip.To, trip.Open));
        Assert.False(found.Stops.Single().Open);
    }

    [Theory]
    [InlineData("displacement", 1)]
    [InlineData("diameter", 1)]
    public void Run_ParkedDeviceSleeps_StopGoesOn(string mode, int stops)
    {
        var fixes = Enumerable.Range(0, 200).Select(i => At((i * 10) + (i >= 100 ? 30_000 : 0), i % 3));

        var found = Segmented.Of(fixes, $"\"mode\":\"{mode}\"");

        Assert.Equal(stops, found.Stops.Length);
        Assert.Equal((0, 199, true), found.Stops[0]);
        Assert.Empty(found.Trips);
        Assert.Equal([(99, 100, false)], found.Gaps);
    }

    [Fact]
    public void Run_RareFixesFarApart_AreATripOfTheirOwn()
    {
        var found = Segmented.Of([At(0, 0), At(600, 0), At(1200, 300), At(1800, 300)]);

        Assert.Equal([(1, 2, false)], found.Trips);
        Assert.Equal([(0, 1, false), (2, 3, true)], found.Stops);
    }

    /// <summary>201 m before the end of the drive is a fix that leaves the last three minutes while the vehicle stands.</summary>
    [Fact]
    public void Run_StandJustFurtherThanTheDistance_LeavesOneTrip()
    {
        var found = Segmented.Of(Enumerable.Range(0, 181).Select(i => At(i * 10, Math.Clamp(i - 60, 0, 60) * 201 / 3.0)));

        Assert.Equal([(60, 120, false)], found.Trips);
        Assert.Equal([(0, 60, false), (120, 180, true)], found.Stops);
    }

    [Fact]
    public void Run_IgnitionOff_EndsALegacyTripAtOnce()
    {
        Fix[] fixes =
        [
            .. Enumerable.Range(0, 60).Select(i => At(i * 10, i * 100)),
            .. Enumerable.Range(60, 5).Select(i => At(i * 10, 5900) with { Ignition = false, Speed = 0 }),
            .. Enumerable.Range(65, 60).Select(i => At(i * 10, (i - 6) * 100)),
        ];

        Assert.Equal((0, 60, false), Segmented.Of(fixes, "\"mode\":\"legacy\",\"use_ignition\":true").Trips[0]);
        Assert.Equal([(0, 124, true)], Segmented.Of(fixes, "\"mode\":\"legacy\"").Trips);
    }

    [Theory]
    [InlineData("displacement", "min_distance_m,min_duration_s,back_date_end")]
    [InlineData("legacy", "min_distance_m,min_duration_s,min_stop_s,use_ignition,moving_speed_mps")]
    [InlineData("diameter", "min_distance_m,min_duration_s,max_diameter_m")]
    public void Run_AMode_TellsTheParametersThatItKnows(string mode, string names)
    {
        var parameters = Segmented.Of([], $"\"mode\":\"{mode}\"").Json.GetProperty("parameters").EnumerateObject().Select(p => p.Name);
        Assert.Equal(["mode", .. names.Split(','), "stop_gap_s", "distance_model", "radius_m"], parameters);
    }

    private static Fix At(double seconds, double north) => new(Recording.Start.AddSeconds(seconds), Meridian.North(-34.6, north), -58.4);
}
