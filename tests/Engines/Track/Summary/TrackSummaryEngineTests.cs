using System.Text.Json;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Tests.Engines.Track.Summary;

public sealed class TrackSummaryEngineTests
{
    private static readonly TrackSummaryEngine Subject = new();

    [Fact]
    public void Run_AnyInput_StartsWithQualityAndEndsWithParameters()
    {
        var members = Subject.Run("""{"positions":[]}""").EnumerateObject().Select(member => member.Name).ToList();
        Assert.Equal("quality", members[0]);
        Assert.Equal("parameters", members[^1]);
    }

    [Fact]
    public void Run_MovingIdlingStanding_TellsThemApart()
    {
        Fix[] fixes =
        [
            At(0, 0, true), At(60, 600, true), At(120, 600, true), At(300, 600, false), At(900, 600, false),
            At(8100, 9000, true), At(8160, 9600, true),
        ];

        var summary = Subject.Run(fixes.ToData());

        Assert.Equal(120, Number(summary, "moving_s"));
        Assert.Equal(240, Number(summary, "idle_s"));
        Assert.Equal(600, Number(summary, "stopped_s"));
        Assert.Equal(7200, Number(summary, "no_data_s"));
        Assert.Equal(8160, Number(summary, "duration_s"));
        Assert.Equal(9600, Number(summary, "distance_m"), 1e-3);
        Assert.Equal(8400, Number(summary, "no_data_distance_m"), 1e-3);
        Assert.Equal(10, Number(summary, "average_moving_speed_mps"), 1e-6);
    }

    [Fact]
    public void Run_OneSpeedOutOfAThousand_IsInTheRawMaximumOnly()
    {
        var fixes = Recording.Drive(1000).Select((fix, i) => fix with { Speed = i == 500 ? 300 : 10 + (i % 5) });

        var summary = Subject.Run(fixes.ToData());

        Assert.Equal(300, Number(summary, "max_speed_raw_mps"));
        Assert.Equal(14, Number(summary, "max_speed_mps"));
    }

    [Fact]
    public void Run_OverTheDateline_HasNarrowBounds()
    {
        Fix[] fixes =
        [
            new(Recording.Start, -17, 179.5),
            new(Recording.Start.AddMinutes(30), -16, -179.5),
            new(Recording.Start.AddHours(1), -18, 179.9),
        ];

        var bounds = Subject.Run(fixes.ToData()).GetProperty("bounds");

        Assert.Equal((-18, -16), (Number(bounds, "south"), Number(bounds, "north")));
        Assert.Equal((179.5, -179.5), (Number(bounds, "west"), Number(bounds, "east")));
    }

    [Fact]
    public void Run_AroundTheWorld_HasAllLongitudes()
    {
        var fixes = Enumerable.Range(0, 40).Select(i => new Fix(Recording.Start.AddHours(i), 10, ((i * 10) % 360) - 180));
        var bounds = Subject.Run(fixes.ToData()).GetProperty("bounds");
        Assert.Equal((-180, 180), (Number(bounds, "west"), Number(bounds, "east")));
    }

    [Fact]
    public void Run_LegOverMidnight_IsSharedByTime()
    {
        // The start is at 08:00.
        Fix[] fixes = [At((15 * 3600) + 1800, 0), At((16 * 3600) + 1800, 3600)];

        var days = Subject.Run(fixes.ToData()).GetProperty("days");

        Assert.Equal(["2024-03-01", "2024-03-02"], days.EnumerateArray().Select(day => day.GetProperty("date").GetString()));
        Assert.All(days.EnumerateArray(), day => Assert.Equal(1800, Number(day, "moving_s")));
        Assert.All(days.EnumerateArray(), day => Assert.Equal(1800, Number(day, "distance_m"), 1e-3));
    }

    /// <summary>On 2024-03-31 Berlin's clocks went from 02:00 to 03:00, on 2024-10-27 from 03:00 back to 02:00 (tz database).</summary>
    [Theory]
    [InlineData("2024-03-31", 23)]
    [InlineData("2024-10-27", 25)]
    [InlineData("2024-10-28", 24)]
    public void Run_DayOfAClockChange_HasItsOwnLength(string date, int hours)
    {
        var noon = DateTimeOffset.Parse(date + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var fixes = Enumerable.Range(-72, 145).Select(halfHour => new Fix(noon.AddMinutes(30 * halfHour), 50, 10));

        var day = Subject.Run(fixes.ToData("\"time_zone\":\"Europe/Berlin\"")).GetProperty("days").EnumerateArray()
            .Single(candidate => candidate.GetProperty("date").GetString() == date);

        Assert.Equal(hours * 3600, Number(day, "stopped_s"));
    }

    /// <summary>Samoa left out 2011-12-30 (tz database).</summary>
    [Fact]
    public void Run_DayThatNeverWas_IsLeftOut()
    {
        var start = new DateTimeOffset(2011, 12, 30, 0, 0, 0, TimeSpan.Zero);
        var fixes = Enumerable.Range(0, 25).Select(hour => new Fix(start.AddHours(hour), -13, -172));

        var days = Subject.Run(fixes.ToData("\"time_zone\":\"Pacific/Apia\"")).GetProperty("days");

        Assert.Equal(["2011-12-29", "2011-12-31"], days.EnumerateArray().Select(day => day.GetProperty("date").GetString()).Distinct());
        Assert.Equal(24 * 3600, days.EnumerateArray().Sum(day => Number(day, "stopped_s")));
    }

    [Fact]
    public void Run_DoubtfulFixes_AreFlaggedAndNotMeasured()
    {
        Fix[] fixes =
        [
            At(0, 0, accuracy: 9), At(0, 0, accuracy: 4), At(0, 50, accuracy: 9), new(Recording.Start, 0, 0), new(Recording.Start, 91, 0),
            new(Recording.Start, double.NaN, 0), At(20, 200) with { Speed = 1e308 }, At(10, 100),
        ];

        var result = Subject.Run(fixes.ToData());

        Assert.Equal(
            """{"input":8,"used":3,"flags":{"invalid":2,"null_island":1,"out_of_order":1,"duplicate":1,"conflict":1,"invalid_speed":1}}""",
            result.GetProperty("quality").GetRawText());
        Assert.Equal(200, Number(result, "distance_m"), 1e-3);
    }

    [Fact]
    public void Run_UnknownParameterAndTwoBadOnes_NamesAllThree() => Assert.Equal(
        ["/max_gap_s", "/speed_limit", "/positions/0/lat"],
        Subject.PrepareRefused("""{"max_gap_s":0,"speed_limit":3,"positions":[{"t":0,"lat":"x","lon":1}]}""").Select(e => e.Pointer));

    [Theory]
    [InlineData("{}", "/positions")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("", "")]
    public void Prepare_NoPositions_IsRefused(string data, string pointer) =>
        Assert.Equal(pointer, Subject.PrepareRefused(data)[0].Pointer);

    /// <summary>A fix north of the start by metres on the meridian, where a degree is 110,945 m on average around 34.6°.</summary>
    private static Fix At(int seconds, double north, bool? ignition = null, double? accuracy = null) =>
        new(Recording.Start.AddSeconds(seconds), Meridian.North(-34.6, north), -58.4, Accuracy: accuracy, Ignition: ignition);

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
