using System.Text.Json;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

public sealed class GeoFenceEngineTests
{
    [Fact]
    public void Run_InAndOut_InterpolatesTimeAndPlace()
    {
        // The west side is 2/3 of the first leg away, the east side 1/3 of the second.
        var result = Run([At(0, 9.99), At(15, 10.005), At(30, 10.02)], Square);

        Assert.Equal("enter 10 exit 20", Told(result));
        var enter = result.GetProperty("events")[0];
        Assert.Equal(10, enter.GetProperty("lon").GetDouble(), 1e-9);
        Assert.Equal(0.001, enter.GetProperty("lat").GetDouble(), 1e-9);
        Assert.Equal(1, enter.GetProperty("i").GetInt32());
        var visit = Assert.Single(result.GetProperty("visits").EnumerateArray());
        Assert.Equal(10, visit.GetProperty("duration_s").GetDouble(), 1e-3);
        Assert.Equal(("outside", "outside"), (State(result, "initial_state"), State(result)));
    }

    [Fact]
    public void Run_PassageBetweenTwoFixes_IsACross() =>
        Assert.Equal("cross 10-20", Told(Run([At(0, 9.99), At(40, 10.03)], Square)));

    [Fact]
    public void Run_SegmentCrossingOff_LeavesOutTheCross() =>
        Assert.Equal("", Told(Run([At(0, 9.99), At(40, 10.03)], Square, "\"segment_crossing\":false")));

    [Fact]
    public void Run_PassageInALongGap_IsNotInterpolated()
    {
        Assert.Equal("", Told(Run([At(0, 9.99), At(4000, 10.03)], Square)));
        Assert.Equal("enter 4000", Told(Run([At(0, 9.99), At(4000, 10.005)], Square)));
        Assert.Equal("exit 0", Told(Run([At(0, 10.005), At(4000, 9.99)], Square)));
    }

    [Fact]
    public void Run_ConcaveFence_IsCrossedTwice()
    {
        var u = Area("u", [(10, -0.005), (10.03, -0.005), (10.03, 0.005), (10.02, 0.005), (10.02, -0.004), (10.01, -0.004), (10.01, 0.005),
            (10, 0.005), (10, -0.005)]);
        Assert.Equal("cross 10-20 cross 30-40", Told(Run([At(0, 9.99), At(50, 10.04)], u)));
    }

    [Fact]
    public void Run_Hole_IsOutsideAndItsBoundaryIsNot()
    {
        var donut = Area("donut", Box(10, -0.005, 10.03, 0.005), Box(10.01, -0.002, 10.02, 0.002));
        Assert.Equal("outside", State(Run([At(0, 10.015)], donut)));
        Assert.Equal("inside", State(Run([At(0, 10.01)], donut)));
        Assert.Equal("cross 10-20 cross 30-40", Told(Run([At(0, 9.99), At(50, 10.04)], donut)));
    }

    [Theory]
    [InlineData(10, 0.005)]
    [InlineData(10.01, -0.005)]
    [InlineData(10.005, 0.005)]
    [InlineData(10, 0.0012)]
    public void Run_OnTheBoundary_IsInside(double lon, double lat) => Assert.Equal("inside", State(Run([At(0, lon, lat)], Square)));

    [Fact]
    public void Run_AlongTheBoundary_IsACross() =>
        Assert.Equal("cross 10-20", Told(Run([At(0, 9.99, 0.005), At(40, 10.03, 0.005)], Square)));

    /// <summary>The radius is 1000 m on the meridian: half of the leg of 2000 m.</summary>
    [Fact]
    public void Run_Circle_IsMetricOnTheEllipsoid()
    {
        Fix[] fixes = [At(0, 10, Meridian.North(-34.6, -2000)), At(20, 10, -34.6), At(40, 10, Meridian.North(-34.6, 2000))];
        Assert.Equal("enter 10 exit 30", Told(Run(fixes, Circle(10, -34.6, 1000))));
        Assert.Equal("cross 10-30", Told(Run([fixes[0], fixes[2]], Circle(10, -34.6, 1000))));
        Assert.Equal("", Told(Run([fixes[0], fixes[2]], Circle(10.1, -34.6, 1000))));
    }

    [Theory]
    [InlineData(999.999, "inside")]
    [InlineData(1000, "inside")]
    [InlineData(1000.001, "outside")]
    public void Run_AtTheEdgeOfACircle_CountsTheBoundaryAsInside(double metres, string state) =>
        Assert.Equal(state, State(Run([At(0, 10, Meridian.North(-34.6, metres))], Circle(10, -34.6, 1000))));

    /// <summary>On the equator a metre to the north of an east-west line is a metre from it.</summary>
    [Theory]
    [InlineData(0, "inside")]
    [InlineData(19.99, "inside")]
    [InlineData(-20, "inside")]
    [InlineData(20.01, "outside")]
    public void Run_Corridor_ReachesHalfItsWidth(double metres, string state) =>
        Assert.Equal(state, State(Run([At(0, 10.0005, Meridian.North(0, metres))], Corridor(40, (10, 0), (10.001, 0)))));

    /// <summary>Where a formula with an arc cosine has no value: the line's ends, its middle, a segment without length.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(10.0003)]
    [InlineData(10.0007)]
    [InlineData(10.001)]
    public void Run_ExactlyOnTheLineOfACorridor_IsInside(double lon) =>
        Assert.Equal("inside", State(Run([At(0, lon, 0)], Corridor(0.001, (10, 0), (10, 0), (10.001, 0), (10.001, 0)))));

    [Fact]
    public void Run_OverACorridor_CrossesItsWidth()
    {
        Fix[] fixes = [At(0, 10.0005, Meridian.North(0, -40)), At(80, 10.0005, Meridian.North(0, 40))];
        Assert.Equal("cross 20-60", Told(Run(fixes, Corridor(40, (10, 0), (10.001, 0)))));
    }

    [Fact]
    public void Run_ConfirmTwoFixes_IgnoresOneAndDatesBack()
    {
        const string Two = "\"confirm_fixes\":2";
        Assert.Equal("", Told(Run([At(0, 9.99), At(15, 10.005), At(30, 9.99)], Square, Two)));
        Assert.Equal("enter 10", Told(Run([At(0, 9.99), At(15, 10.005), At(30, 10.006)], Square, Two)));
        Assert.Equal("", Told(Run([At(0, 10.005), At(15, 10.02), At(30, 10.005)], Square, Two)));
        Assert.Equal("exit 5", Told(Run([At(0, 10.005), At(15, 10.02), At(30, 10.03)], Square, Two)));
    }

    [Fact]
    public void Run_ShortStayAndShortAbsence_DoNotCount()
    {
        Assert.Equal("", Told(Run([At(0, 9.99), At(15, 10.005), At(30, 10.02)], Square, "\"enter_dwell_s\":11")));
        Assert.Equal("enter 10", Told(Run([At(0, 9.99), At(15, 10.005), At(30, 10.006)], Square, "\"enter_dwell_s\":11")));
        Assert.Equal("", Told(Run([At(0, 10.005), At(15, 10.02), At(30, 10.005)], Square, "\"exit_dwell_s\":25")));
        Assert.Equal("exit 5", Told(Run([At(0, 10.005), At(15, 10.02), At(30, 10.02)], Square, "\"exit_dwell_s\":25")));
    }

    /// <summary>0.0001° of the equator are 11.13 m.</summary>
    [Fact]
    public void Run_Buffer_DelaysTheExitButNotItsTime()
    {
        Fix[] fixes = [At(0, 10.009), At(11, 10.0101), At(20, 10.011)];
        Assert.Equal("exit 10", Told(Run(fixes, Square, "\"buffer_m\":20")));
        Assert.Equal("", Told(Run(fixes[..2], Square, "\"buffer_m\":20")));
        Assert.Equal("exit 10", Told(Run(fixes[..2], Square, "\"buffer_m\":11")));
    }

    [Fact]
    public void Run_AccuracyAware_LeavesOnlyWhenTheWholeCircleIsOut()
    {
        const string Aware = "\"accuracy_aware\":true";
        Assert.Equal("", Told(Run([At(0, 10.009), At(11, 10.0101, accuracy: 20)], Square, Aware)));
        Assert.Equal("exit 10", Told(Run([At(0, 10.009), At(11, 10.0101, accuracy: 11)], Square, Aware)));
        Assert.Equal("", Told(Run([At(0, 10.009), At(11, 10.0101, accuracy: 11)], Square, Aware + ",\"buffer_m\":1")));
        Assert.Equal("exit 10", Told(Run([At(0, 10.009), At(11, 10.0101, accuracy: 20)], Square)));
    }

    [Fact]
    public void Run_LongStay_DwellsOnceWhereItWasThen()
    {
        var result = Run([At(0, 9.99), At(15, 10.005), At(200, 10.005), At(400, 10.009), At(900, 10.009)], Square, "\"dwell_s\":290");
        Assert.Equal("enter 10 dwell 300", Told(result));
        Assert.Equal(10.007, result.GetProperty("events")[1].GetProperty("lon").GetDouble(), 1e-9);
        var visit = result.GetProperty("visits")[0];
        Assert.Equal((890, true), (visit.GetProperty("duration_s").GetDouble(), visit.GetProperty("open_end").GetBoolean()));
    }

    [Fact]
    public void Run_StayOverALongGap_DwellsWhereItWasLastSeen()
    {
        var result = Run([At(0, 9.99), At(15, 10.005), At(8000, 10.007)], Square);
        Assert.Equal("enter 10 dwell 310", Told(result));
        var dwell = result.GetProperty("events")[1];
        Assert.Equal((10.005, false), (dwell.GetProperty("lon").GetDouble(), dwell.GetProperty("interpolated").GetBoolean()));
    }

    [Fact]
    public void Run_ToldSinceWhenItWasInside_GoesOnWithTheVisit()
    {
        var first = Run([At(0, 9.99), At(15, 10.005)], Square);
        var since = first.GetProperty("fences")[0].GetProperty("since");
        Assert.Equal(Recording.Start.AddSeconds(10), since.GetDateTimeOffset());
        var members = $",\"initial_state\":\"inside\",\"initial_since\":{since.GetRawText()}";
        var second = Run([At(15, 10.005), At(400, 10.005)], Area("a", members, [Box(10, -0.005, 10.01, 0.005)]));
        Assert.Equal("dwell 310", Told(second));
        Assert.Equal(390, second.GetProperty("visits")[0].GetProperty("duration_s").GetDouble());
        var third = Run([At(400, 10.005), At(450, 10.02)], Area("a", members, [Box(10, -0.005, 10.01, 0.005)]));
        Assert.Equal("exit 416.667", Told(third));
        Assert.Equal(JsonValueKind.Null, third.GetProperty("fences")[0].GetProperty("since").ValueKind);
    }

    [Fact]
    public void Run_StartsInside_HasAnOpenVisitAndNoEnter()
    {
        var result = Run([At(0, 10.005), At(15, 10.02)], Square);
        Assert.Equal("exit 5", Told(result));
        Assert.Equal("inside", State(result, "initial_state"));
        Assert.True(result.GetProperty("visits")[0].GetProperty("open_start").GetBoolean());
    }

    [Theory]
    [InlineData("inside", 9.99, "exit 0")]
    [InlineData("outside", 10.005, "enter 0")]
    [InlineData("inside", 10.005, "")]
    [InlineData("outside", 9.99, "")]
    public void Run_InitialStateGiven_ComparesTheFirstFixWithIt(string state, double lon, string told) =>
        Assert.Equal(told, Told(Run([At(0, lon)], Area("a", $",\"initial_state\":\"{state}\"", [Box(10, -0.005, 10.01, 0.005)]))));

    [Fact]
    public void Run_OverTheDateline_SeesEveryKindOfFence()
    {
        Fix[] fixes = [At(0, 179.98), At(40, -179.98)];
        Assert.Equal("cross 10-30", Told(Run(fixes, Area("a", Box(179.99, -0.005, -179.99, 0.005)))));
        Assert.Equal("cross 10-30", Told(Run(fixes, Area("a", Box(-180.01, -0.005, -179.99, 0.005)))));
        Assert.StartsWith("cross", Told(Run(fixes, Circle(180, 0, 1000))), StringComparison.Ordinal);
        Assert.StartsWith("cross", Told(Run(fixes, Corridor(100, (179.999, -0.01), (-179.999, 0.01)))), StringComparison.Ordinal);
        var split = """
            {"id":"m","geometry":{"type":"MultiPolygon","coordinates":[
              [[[179.99,-0.005],[180,-0.005],[180,0.005],[179.99,0.005],[179.99,-0.005]]],
              [[[-180,-0.005],[-179.99,-0.005],[-179.99,0.005],[-180,0.005],[-180,-0.005]]]]}}
            """;
        Assert.Equal("cross 10-30", Told(Run(fixes, split)));
    }

    /// <summary>Three fixes around the pole at 89°, a ring at 80°, as a ring around the earth and as a box to the pole.</summary>
    [Fact]
    public void Run_PolarCap_HoldsThePole()
    {
        (double Lon, double Lat)[] ring = [(0, 80), (120, 80), (-120, 80), (0, 80)];
        (double Lon, double Lat)[] box = [(-180, 80), (180, 80), (180, 90), (-180, 90), (-180, 80)];
        foreach (var cap in new[] { Area("a", ring), Area("a", box), Circle(10, 90, 1_100_000) })
        {
            Assert.All([90, 89.0, 81], lat => Assert.All([-180, -90.0, 0, 90, 179.9], lon =>
                Assert.Equal("inside", State(Run([At(0, lon, lat)], cap)))));
            Assert.Equal("outside", State(Run([At(0, 30, 79)], cap)));
            Assert.Equal("outside", State(Run([At(0, 30, -90)], cap)));
        }
    }

    [Fact]
    public void Run_TheWholeWorld_HoldsEverything() => Assert.All([-179.9, -10.0, 0, 10, 179.9], lon =>
        Assert.Equal("inside", State(Run([At(0, lon, 20)], Area("world", Box(-180, -90, 180, 90))))));

    [Fact]
    public void Run_EmptyTrack_SaysNothing()
    {
        var result = Run([], Square);
        Assert.Equal("", Told(result));
        Assert.Equal(JsonValueKind.Null, result.GetProperty("fences")[0].GetProperty("state").ValueKind);
    }

    [Fact]
    public void Run_SphereOfOneMetre_MeasuresOnIt()
    {
        // A degree is 1.745 cm there.
        const string Sphere = "\"distance_model\":\"sphere\",\"radius_m\":1";
        Assert.Equal("inside", State(Run([At(0, 10, 0.57)], Circle(10, 0, 0.01), Sphere)));
        Assert.Equal("outside", State(Run([At(0, 10, 0.58)], Circle(10, 0, 0.01), Sphere)));
        Assert.Equal("inside", State(Run([At(0, 10, 0.57)], Corridor(0.02, (9, 0), (11, 0)), Sphere)));
    }
}
