using FsCheck;
using FsCheck.Fluent;

namespace TlEngine.Tests.Engines.Track.Clean;

public sealed class CleanPropertyTests
{
    private static readonly string[] Dropping =
        ["invalid", "null_island", "future", "duplicate", "conflict", "inaccurate", "speed", "ambiguous", "spike", "drift"];

    [Fact]
    public void Run_WhatWasKept_IsKeptAgainWithNothingFlagged() => Check(fixes =>
    {
        var kept = Cleaned.Of(fixes).Kept;
        var again = Cleaned.Of(kept.Select(i => fixes[i]));
        Assert.Empty(again.Flags);
        Assert.Equal(Enumerable.Range(0, kept.Length), again.Kept);
    });

    [Fact]
    public void Run_EveryFix_IsEitherKeptOrFlaggedAway() => Check(fixes =>
    {
        var cleaned = Cleaned.Of(fixes);
        var dropped = cleaned.Flags.Where(flag => Dropping.Contains(flag.Reason)).Select(flag => flag.Index);
        Assert.Equal(Enumerable.Range(0, fixes.Length), cleaned.Kept.Concat(dropped).Order());
        var counted = cleaned.Json.GetProperty("quality").GetProperty("flags").EnumerateObject();
        Assert.Equal(cleaned.Flags.CountBy(flag => flag.Reason).ToDictionary(), counted.ToDictionary(p => p.Name, p => p.Value.GetInt32()));
    });

    [Fact]
    public void Run_Kept_IsInTheOrderOfTime() => Check(fixes =>
    {
        var times = Cleaned.Of(fixes).Kept.Select(i => fixes[i].Time).ToArray();
        Assert.Equal(times.Order().Distinct(), times);
    });

    [Fact]
    public void Run_TurnedAroundTheAxis_KeepsTheSame() => Check(fixes =>
    {
        var places = fixes.Where(fix => fix.Lat != 0).ToArray();
        var turned = places.Select(fix => fix with { Lon = Math.IEEERemainder(fix.Lon + 90, 360) });
        Assert.Equal(Cleaned.Of(places).Kept, Cleaned.Of(turned).Kept);
    });

    [Fact]
    public void Run_EarlierByAMonth_KeepsTheSame() => Check(fixes =>
        Assert.Equal(Cleaned.Of(fixes).Kept, Cleaned.Of(fixes.Select(fix => fix with { Time = fix.Time.AddDays(-30) })).Kept));

    [Fact]
    public void Run_InAnotherOrder_KeepsTheSameFixes() => Check(fixes =>
    {
        var apart = fixes.DistinctBy(fix => fix.Time).ToArray();
        var other = apart.OrderBy(fix => fix.Lon).ToArray();
        Assert.Equal(Cleaned.Of(apart).Kept.Select(i => apart[i]), Cleaned.Of(other).Kept.Select(i => other[i]));
    });

    private static void Check(Action<Fix[]> law) => Prop.ForAll(TrackGenerator.Faulty.ToArbitrary(), law).Check(TrackGenerator.Config);
}
