using System.Globalization;
using System.Net;
using System.Text;

namespace TlEngine.Keda.Simulation;

/// <summary>One lane for each Deployment: replicas as steps, the ceiling dashed, outages shaded. Plain SVG, no script.</summary>
internal static class ReplayChart
{
    private const int Left = 170;
    private const int Plot = 960;
    private const int Lane = 70;
    private const int Gap = 24;
    private const int Top = 40;

    public static string Draw(ReplayReport report, string title)
    {
        var height = Top + (report.Runs.Count * (Lane + Gap)) + 40;
        var svg = new StringBuilder();
        svg.AppendLine(
            F($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Plot + 40} {height}">"""));
        svg.AppendLine("""<style>text { font: 12px sans-serif }</style><rect width="100%" height="100%" fill="#ffffff"/>""");
        svg.AppendLine(F($"""<text x="16" y="24" style="font-size: 16px">{WebUtility.HtmlEncode(title)}</text>"""));
        Shade(svg, report, report.Outages.BrokerSpans, "#e6a700");
        Shade(svg, report, report.Outages.DatabaseSpans, "#c0392b");
        for (var i = 0; i < report.Runs.Count; i++)
        {
            DrawLane(svg, report, report.Runs[i], Top + (i * (Lane + Gap)));
        }

        DrawAxis(svg, report, height - 28);
        return svg.AppendLine("</svg>").ToString();
    }

    private static void DrawLane(StringBuilder svg, ReplayReport report, TargetRun run, int top)
    {
        var ceiling = run.Target.Keda.MaxReplicas;
        double Y(int replicas) => top + Lane - (replicas * (double)Lane / ceiling);
        var path = new StringBuilder(F($"M{X(report, 0)} {Y(0)}"));
        foreach (var change in run.Changes)
        {
            path.Append(F($"H{X(report, change.At)}V{Y(change.Replicas)}"));
        }

        path.Append(F($"H{X(report, report.End)}V{Y(0)}Z"));
        svg.AppendLine(F($"""<path d="{path}" fill="#2e86c1" fill-opacity="0.55" stroke="#1b4f72" stroke-width="0.8"/>"""));
        svg.AppendLine(F($"""<line x1="{Left}" x2="{Left + Plot}" y1="{top}" y2="{top}" stroke="#c0392b" stroke-dasharray="4 4"/>"""));
        svg.AppendLine(F($"""<line x1="{Left}" x2="{Left + Plot}" y1="{top + Lane}" y2="{top + Lane}" stroke="#999999"/>"""));
        svg.AppendLine(F($"""<text x="16" y="{top + 30}">{WebUtility.HtmlEncode(run.Target.Name)}</text>"""));
        svg.AppendLine(F($"""<text x="16" y="{top + 46}" fill="#666666">peak {run.Peak} of {ceiling}, {run.PodHours:0.0} pod-h</text>"""));
    }

    private static void DrawAxis(StringBuilder svg, ReplayReport report, int y)
    {
        const int Marks = 8;
        for (var i = 0; i <= Marks; i++)
        {
            var second = report.End * i / Marks;
            var label = report.End > 172_800 ? F($"day {second / 86_400:0}") : F($"{TimeSpan.FromSeconds(second):hh\\:mm}");
            svg.AppendLine(F($"""<text x="{X(report, second)}" y="{y + 14}" text-anchor="middle" fill="#666666">{label}</text>"""));
        }
    }

    private static void Shade(StringBuilder svg, ReplayReport report, IReadOnlyList<(double From, double Until)> spans, string colour)
    {
        var height = report.Runs.Count * (Lane + Gap);
        foreach (var (from, until) in spans)
        {
            var x = X(report, from);
            svg.AppendLine(
                F($"""<rect x="{x}" y="{Top}" width="{X(report, until) - x}" height="{height}" fill="{colour}" fill-opacity="0.15"/>"""));
        }
    }

    private static double X(ReplayReport report, double second) => Math.Round(Left + (second * Plot / report.End), 2);

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
