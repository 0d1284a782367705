namespace TlEngine.Tests.Engines.Track.Segment;

/// <summary>
/// Mode diameter against movingpandas' test_trajectory_splitter.py (BSD-3-Clause; movingpandas/movingpandas at 0ac2ff6): what StopSplitter
/// and ObservationGapSplitter leave are trips. Metres to the north, seconds.
/// </summary>
public sealed class MovingPandasSplitterTests
{
    private const string Small = "\"max_diameter_m\":2.99999,\"min_duration_s\":2,\"min_distance_m\":";

    /// <summary>test_stop_splitter.</summary>
    [Fact]
    public void Run_StopInTheMiddle_LeavesATripToEitherSide() => Assert.Equal(
        [(0, 2), (4, 7)],
        Trips([(0, 0), (1, 10), (2, 20), (4, 21), (6, 22), (8, 30), (10, 40), (15, 50)], Small + "1"));

    /// <summary>test_stop_splitter_min_length: 25 m.</summary>
    [Fact]
    public void Run_TripsShorterThanTheLeast_AreNone() => Assert.Equal(
        [(4, 7)],
        Trips([(0, 0), (1, 10), (2, 20), (4, 21), (6, 22), (8, 30), (10, 40), (15, 100)], Small + "25"));

    /// <summary>test_stop_splitter_stop_at_start.</summary>
    [Fact]
    public void Run_StopAtTheStart_LeavesOneTrip() => Assert.Equal(
        [(3, 7)],
        Trips([(0, 0), (1, 1), (2, 2), (3, 1), (4, 22), (8, 30), (10, 40), (15, 50)], Small + "1"));

    /// <summary>test_stop_splitter_no_stops, of test_trajectory_stop_detector.py.</summary>
    [Fact]
    public void Run_NoStops_IsOneTrip() => Assert.Equal(
        [(0, 5)],
        Trips([(0, 0), (10, 10), (20, 20), (30, 30), (40, 40), (50, 50)], "\"max_diameter_m\":1,\"min_duration_s\":1"));

    /// <summary>test_split_by_observation_gap (120 s) and test_split_by_observation_gap_skip_single_points (61 s), while driving.</summary>
    [Theory]
    [InlineData(120, new[] { 0, 60, 300, 360 }, new[] { 0, 1, 2, 3 })]
    [InlineData(61, new[] { 0, 60, 300, 420 }, new[] { 0, 1 })]
    public void Run_ObservationGaps_CutTrips(int gap, int[] seconds, int[] ends) => Assert.Equal(
        ends.Chunk(2).Select(pair => (pair[0], pair[1])),
        Trips([.. seconds.Select(second => (second, second * 10.0))], $"\"stop_gap_s\":{gap}"));

    private static IEnumerable<(int From, int To)> Trips((int Second, double North)[] fixes, string parameters) => Segmented.Of(
        fixes.Select(fix => new Fix(Recording.Start.AddSeconds(fix.Second), Meridian.North(0, fix.North), 10)),
        "\"mode\":\"diameter\"," + parameters).Trips.Select(trip => (trip.From, trip.To));
}
