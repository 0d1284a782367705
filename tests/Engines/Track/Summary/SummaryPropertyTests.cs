using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Tests.Engines.Track.Summary;

public sealed class SummaryPropertyTests
{
    private static readonly string[] Zones = ["UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia"];
    private static readonly string[] Shared = ["distance_m", "moving_s", "idle_s", "stopped_s"];
    private static readonly string[] All = [.. Shared, "no_data_s", "no_data_distance_m", "average_moving_speed_mps", "max_speed_mps"];
    private static readonly TrackSummaryEngine Subject = new();

    [Fact]
    public void Run_TurnedAroundTheAxis_MeasuresTheSame() => Check(fixes =>
    {
        var turned = fixes.Select(fix => fix with { Lon = Math.IEEERemainder(fix.Lon + 90, 360) }).Where(HasAPlace);
        Near(Figures(fixes.Where(HasAPlace)), Figures(turned), 1e-6);
    });

    [Fact]
    public void Run_LaterByWholeDays_MeasuresTheSame() => Check(fixes =>
        Assert.Equal(Figures(fixes), Figures(fixes.Select(fix => fix with { Time = fix.Time.AddDays(1000) }))));

    [Fact]
    public void Run_InAnotherOrder_MeasuresTheSame() => Check(fixes =>
    {
        var apart = fixes.DistinctBy(fix => fix.Time).ToArray();
        Assert.Equal(Figures(apart), Figures(apart.OrderBy(fix => fix.Lat)));
    });

    [Fact]
    public void Run_AnyZone_DaysAddUpToTheTotal() => Check(fixes =>
    {
        foreach (var zone in Zones)
        {
            var summary = Subject.Run(fixes.ToData($"\"time_zone\":\"{zone}\",\"max_gap_s\":604800"));
            foreach (var member in Shared)
            {
                var total = summary.GetProperty(member).GetDouble();
                var days = summary.GetProperty("days").EnumerateArray().Sum(day => day.GetProperty(member).GetDouble());
                Assert.Equal(total, days, 1e-9 * (1 + total));
            }

            var used = summary.GetProperty("quality").GetProperty("used").GetInt32();
            Assert.Equal(used, summary.GetProperty("days").EnumerateArray().Sum(day => day.GetProperty("fixes").GetInt32()));
        }
    });

    [Fact]
    public void Run_AnyTrack_TimesAddUpToItsDuration() => Check(fixes =>
    {
        var summary = Subject.Run(fixes.ToData());
        double At(string name) => summary.GetProperty(name).GetDouble();
        Assert.Equal(At("duration_s"), At("moving_s") + At("idle_s") + At("stopped_s") + At("no_data_s"), 1e-6);
    });

    [Fact]
    public void Run_Twice_GivesTheSameBytes() => Check(fixes =>
        Assert.Equal(Subject.RunToText(fixes.ToData()), Subject.RunToText(fixes.ToData())));

    private static void Check(Action<Fix[]> law) => Prop.ForAll(TrackGenerator.Faulty.ToArbitrary(), law).Check(TrackGenerator.Config);

    /// <summary>At null island a turn changes what a fix means.</summary>
    private static bool HasAPlace(Fix fix) => fix.Lat != 0;

    private static double[] Figures(IEnumerable<Fix> fixes)
    {
        var summary = Subject.Run(fixes.ToData());
        return
        [
            .. All.Select(name => summary.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : -1),
        ];
    }

    private static void Near(double[] expected, double[] actual, double relative)
    {
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one, other, relative * (1 + Math.Abs(one)));
        }
    }
}
