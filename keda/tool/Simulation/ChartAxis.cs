using System.Globalization;
using System.Text;

namespace TlEngine.Keda.Simulation;

/// <summary>The time below a chart, at round instants, with a line upwards at each.</summary>
internal static class ChartAxis
{
    private const double MostMarks = 12.5;
    private const int Day = 86_400;

    private static readonly int[] Steps = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, Day, 7 * Day, 14 * Day,
        30 * Day, 90 * Day, 365 * Day];

    public static void Draw(StringBuilder svg, double end, int top, int bottom)
    {
        var step = Step(end);
        for (var second = 0; second <= end; second += step)
        {
            var x = ReplayChart.X(second, end);
            svg.AppendLine(Invariant($"""<line class="grid" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>"""));
            svg.AppendLine(Invariant($"""<text class="note" x="{x}" y="{bottom + 20}" text-anchor="middle">{Label(second, step)}</text>"""));
        }
    }

    /// <summary>The smallest round step that leaves room for the labels.</summary>
    public static int Step(double end) => Steps.FirstOrDefault(step => end / step <= MostMarks, Steps[^1]);

    private static string Label(int second, int step) => step >= Day
        ? Invariant($"day {second / Day}")
        : Invariant($"{(second >= Day ? $"{second / Day}d " : "")}{TimeSpan.FromSeconds(second):hh\\:mm}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
