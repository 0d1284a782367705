using System.Globalization;

namespace TlEngine.Keda.Simulation;

/// <summary>
/// A workload: CSV with the header <c>at_s,function,count,over_s,service_s,attempts</c>. The functions <c>outage:rabbitmq</c> and
/// <c>outage:postgresql</c> take that dependency away from at_s for over_s. Lines that start with # are comments.
/// </summary>
internal sealed record Trace(IReadOnlyList<Arrival> Arrivals, Outages Outages)
{
    public const string Header = "at_s,function,count,over_s,service_s,attempts";

    /// <summary>Last arrival or end of an outage.</summary>
    public double End => Arrivals.Select(arrival => arrival.At + arrival.OverSeconds)
        .Concat(Outages.BrokerSpans.Concat(Outages.DatabaseSpans).Select(span => span.Until)).DefaultIfEmpty(0).Max();

    public static Trace Parse(IEnumerable<string> lines)
    {
        var rows = lines.Select((text, i) => (Text: text.Trim(), Number: i + 1)).Where(row => row.Text.Length > 0 && row.Text[0] != '#')
            .ToList();
        if (rows.Count == 0 || rows[0].Text != Header)
        {
            throw new FormatException($"A trace starts with the header {Header}.");
        }

        var arrivals = rows.Skip(1).Select(row => ParseRow(row.Text, row.Number)).ToList();
        return new Trace(
            [.. arrivals.Where(arrival => !arrival.Function.StartsWith("outage:", StringComparison.Ordinal))],
            new Outages(Spans(arrivals, "outage:rabbitmq"), Spans(arrivals, "outage:postgresql")));
    }

    private static Arrival ParseRow(string text, int number)
    {
        var cells = text.Split(',');
        if (cells.Length != 6
            || !double.TryParse(cells[0], CultureInfo.InvariantCulture, out var at)
            || !int.TryParse(cells[2], CultureInfo.InvariantCulture, out var count)
            || !double.TryParse(cells[3], CultureInfo.InvariantCulture, out var over)
            || !double.TryParse(cells[4], CultureInfo.InvariantCulture, out var service)
            || !int.TryParse(cells[5], CultureInfo.InvariantCulture, out var attempts)
            || at < 0 || count < 0 || over < 0 || service < 0 || attempts < 1)
        {
            throw new FormatException($"Line {number} of the trace is not \"{Header}\": {text}");
        }

        if (cells[1].StartsWith("outage:", StringComparison.Ordinal) && cells[1] is not ("outage:rabbitmq" or "outage:postgresql"))
        {
            throw new FormatException($"Line {number} of the trace names an outage of \"{cells[1]}\"; known are rabbitmq and postgresql.");
        }

        return new Arrival(at, cells[1], count, over, service, attempts);
    }

    private static List<(double From, double Until)> Spans(List<Arrival> arrivals, string name) =>
        [.. arrivals.Where(arrival => arrival.Function == name).Select(arrival => (arrival.At, arrival.At + arrival.OverSeconds))];
}
