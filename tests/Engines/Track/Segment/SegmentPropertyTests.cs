using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Track.Segment;
using TlEngine.Geodesy;

namespace TlEngine.Tests.Engines.Track.Segment;

public sealed class SegmentPropertyTests
{
    // Of a degree: a micrometre, in a power of two, so that a turn by whole degrees does not round.
    private const double Fine = 1L << 37;

    private static readonly string[] Modes = ["displacement", "legacy", "diameter"];
    private static readonly TrackSegmentEngine Subject = new();

    [Fact]
    public void Run_AnyTrack_TripsAndStopsFollowEachOther() => Check((fixes, mode) =>
    {
        var found = Segmented.Of(fixes, mode);
        var ends = found.Trips.Concat(found.Stops)
            .Select(item => (Start: fixes[item.From].Time, End: fixes[item.To].Time)).OrderBy(item => item.Start).ToList();
        Assert.All(ends, item => Assert.True(item.Start < item.End));
        Assert.All(ends.Zip(ends.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    });

    [Fact]
    public void Run_AnyTrack_OnlyTheLastStopIsOpen() => Check((fixes, mode) =>
    {
        var found = Segmented.Of(fixes, mode);
        Assert.DoesNotContain(found.Stops.SkipLast(1), stop => stop.Open);
        var starts = found.Gaps.Select(gap => gap.From).ToHashSet();
        Assert.DoesNotContain(found.Trips.SkipLast(1), trip => trip.Open && !starts.Contains(trip.To));
    });

    [Fact]
    public void Run_Diameter_StopsAreNoWider() => Check((fixes, _) =>
    {
        foreach (var stop in Segmented.Of(fixes, "\"mode\":\"diameter\",\"max_diameter_m\":1000").Stops)
        {
            var within = fixes.Where(fix => fix.Lat != 0 && fix.Time >= fixes[stop.From].Time && fix.Time <= fixes[stop.To].Time)
                .GroupBy(fix => fix.Time).Where(group => group.Count() == 1).Select(group => group.Single()).ToList();
            Assert.All(within, one => Assert.All(within, other => Assert.True(
                GeodesicInverse.Distance(one.Lat, one.Lon, other.Lat, other.Lon) < 1000 / Math.Cos(Math.PI / 64))));
        }
    });

    [Fact]
    public void Run_LaterByWholeDays_FindsTheSame() => Check((fixes, mode) => Assert.Equal(
        Found(fixes, mode), Found(fixes.Select(fix => fix with { Time = fix.Time.AddDays(1000) }), mode)));

    [Fact]
    public void Run_TurnedAroundTheAxis_FindsTheSame() => Check((fixes, mode) =>
    {
        var places = fixes.Where(fix => fix.Lat != 0).Select(fix => fix with { Lon = Math.Round(fix.Lon * Fine) / Fine }).ToArray();
        var turned = places.Select(fix => fix with { Lon = Math.IEEERemainder(fix.Lon + 90, 360) });
        Assert.Equal(Found(places, mode), Found(turned, mode));
    });

    [Fact]
    public void Run_InAnotherOrder_FindsTheSame() => Check((fixes, mode) =>
    {
        var apart = fixes.DistinctBy(fix => fix.Time).ToArray();
        var other = apart.OrderBy(fix => fix.Lon).ToArray();
        IEnumerable<(Fix, Fix, bool)> Fixes(Fix[] all) => Found(all, mode).Select(item => (all[item.Item1], all[item.Item2], item.Item3));
        Assert.Equal(Fixes(apart), Fixes(other));
    });

    [Fact]
    public void Run_Twice_GivesTheSameBytes() => Check((fixes, mode) =>
        Assert.Equal(Subject.RunToText(fixes.ToData(mode)), Subject.RunToText(fixes.ToData(mode))));

    private static void Check(Action<Fix[], string> law) => Prop.ForAll(TrackGenerator.Faulty.ToArbitrary(), fixes =>
    {
        foreach (var mode in Modes)
        {
            law(fixes, $"\"mode\":\"{mode}\"");
        }
    }).Check(TrackGenerator.Config);

    private static IEnumerable<(int, int, bool)> Found(IEnumerable<Fix> fixes, string mode)
    {
        var found = Segmented.Of(fixes, mode);
        return [.. found.Trips, .. found.Stops, .. found.Gaps];
    }
}
