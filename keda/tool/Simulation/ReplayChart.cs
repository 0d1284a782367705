using System.Globalization;
using System.Net;
using System.Text;

namespace TlEngine.Keda.Simulation;

/// <summary>One lane for each Deployment: replicas over time, the ceiling dashed, outages shaded. Plain SVG, no script.</summary>
internal static class ReplayChart
{
    public const int Left = 190;
    public const int Plot = 960;
    private const int Right = 50;
    private const int LaneHeight = 70;
    private const int Gap = 26;
    private const int Top = 72;
    private const string Broker = "#e6a700";
    private const string Database = "#8e44ad";

    private const string Style = """
        <style>
        text { font: 12px system-ui, sans-serif; fill: #333333 }
        .title { font-size: 17px; font-weight: 600 }
        .name { font-weight: 600 }
        .note { fill: #666666 }
        .grid { stroke: #e4e7ea }
        .base { stroke: #8a9299 }
        .ceiling { stroke: #c0392b; stroke-dasharray: 5 4 }
        .limit { fill: #c0392b }
        .replicas { fill: #2e86c1; fill-opacity: 0.6; stroke: #1b4f72; stroke-width: 0.9 }
        .most { fill: #aed6f1 }
        .mean { fill: #1f618d }
        .outage { fill-opacity: 0.18 }
        </style>
        """;

    public static string Draw(ReplayReport report, string title)
    {
        var bottom = Top + (report.Runs.Count * (LaneHeight + Gap)) - Gap;
        var svg = new StringBuilder();
        svg.AppendLine(F($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Plot + Right} {bottom + 66}">"""));
        svg.AppendLine(Style).AppendLine("""<rect width="100%" height="100%" fill="#ffffff"/>""");
        svg.AppendLine(F($"""<text class="title" x="16" y="28">{WebUtility.HtmlEncode(title)}</text>"""));
        svg.AppendLine(F($"""<text class="note" x="16" y="48">At most {report.PeakPods} pods at once, """)
            + F($"{report.PodHours:0.0} pod-hours, {report.Cost:0.00} USD</text>"));
        ChartAxis.Draw(svg, report.End, Top, bottom);
        Shade(svg, report, report.Outages.BrokerSpans, Broker, bottom);
        Shade(svg, report, report.Outages.DatabaseSpans, Database, bottom);
        for (var i = 0; i < report.Runs.Count; i++)
        {
            DrawLane(svg, report.Runs[i], report.End, Top + (i * (LaneHeight + Gap)));
        }

        DrawLegend(svg, report, bottom + 50);
        return svg.AppendLine("</svg>").ToString();
    }

    /// <summary>Where a second of the replay is drawn.</summary>
    public static double X(double second, double end) => Math.Round(Left + (second * Plot / end), 2);

    private static void DrawLane(StringBuilder svg, TargetRun run, double end, int top)
    {
        var ceiling = run.Target.Keda.MaxReplicas;
        var (bottom, right) = (top + LaneHeight, Left + Plot);
        svg.AppendLine(ChartLane.Of(run, end, top, LaneHeight));
        svg.AppendLine(F($"""<line class="ceiling" x1="{Left}" x2="{right}" y1="{top}" y2="{top}"/>"""));
        svg.AppendLine(F($"""<text class="limit" x="{right + 8}" y="{top + 4}">{ceiling}</text>"""));
        svg.AppendLine(F($"""<line class="base" x1="{Left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>"""));
        svg.AppendLine(F($"""<text class="note" x="{right + 8}" y="{bottom + 4}">0</text>"""));
        svg.AppendLine(F($"""<text class="name" x="16" y="{top + 20}">{WebUtility.HtmlEncode(run.Target.Name)}</text>"""));
        svg.AppendLine(F($"""<text class="note" x="16" y="{top + 38}">peak {run.Peak}, {run.PodHours:0.0} pod-hours</text>"""));
        svg.AppendLine(F($"""<text class="note" x="16" y="{top + 54}">{Starts(run)}</text>"""));
    }

    private static void Shade(
        StringBuilder svg, ReplayReport report, IReadOnlyList<(double From, double Until)> spans, string colour, int bottom)
    {
        foreach (var (from, until) in spans)
        {
            var x = X(from, report.End);
            svg.AppendLine(F($"""<rect class="outage" x="{x}" y="{Top}" width="{X(until, report.End) - x}" """)
                + F($"""height="{bottom - Top}" fill="{colour}"/>"""));
        }
    }

    private static void DrawLegend(StringBuilder svg, ReplayReport report, int y)
    {
        var colours = new List<(string Mark, string Text)> { ("""<line class="ceiling" x2="22" y1="-4" y2="-4"/>""", "maxReplicaCount") };
        colours.AddRange(report.Runs.Any(run => ChartLane.IsDense(run))
            ? [("""<rect class="mean" y="-10" width="22" height="11"/>""", "replicas, mean"),
                ("""<rect class="most" y="-10" width="22" height="11"/>""", "replicas, at most")]
            : [("""<rect class="replicas" y="-10" width="22" height="11"/>""", "replicas")]);
        colours.AddRange(report.Outages.BrokerSpans.Count > 0 ? [(Mark(Broker), "broker away")] : []);
        colours.AddRange(report.Outages.DatabaseSpans.Count > 0 ? [(Mark(Database), "database away")] : []);
        for (var i = 0; i < colours.Count; i++)
        {
            svg.AppendLine(F($"""<g transform="translate({Left + (i * 170)} {y})">{colours[i].Mark}""")
                + F($"""<text class="note" x="30">{colours[i].Text}</text></g>"""));
        }
    }

    private static string Mark(string colour) => $"""<rect fill="{colour}" fill-opacity="0.35" y="-10" width="22" height="11"/>""";

    private static string Starts(TargetRun run) => run.ColdStarts == 1 ? "1 cold start" : F($"{run.ColdStarts} cold starts");

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
