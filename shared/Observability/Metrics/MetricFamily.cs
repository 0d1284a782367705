using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace TlEngine.Observability.Metrics;

/// <summary>One metric with all its sets of labels.</summary>
internal sealed class MetricFamily(string name, string help, MetricKind kind, Measured measured, IReadOnlyList<double> bounds)
{
    /// <summary>More sets of labels than anybody looks at: whatever comes later is kept together (OpenTelemetry's overflow set).</summary>
    private const int MostSeries = 1000;

    private const string Overflow = "otel_metric_overflow=\"true\"";

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name => name;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = _series.GetOrAdd(_series.Count < MostSeries ? labels : Overflow, _ => new MetricSeries(bounds));
        }

        if (measured == Measured.Added)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }

    /// <summary>Observed values are asked for anew each time; one that is not there any more must not be shown for ever.</summary>
    public void ForgetObserved()
    {
        if (measured == Measured.Observed)
        {
            _series.Clear();
        }
    }

    public void Write(StringBuilder text)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var (labels, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var (cumulative, sum) = series.Read();
            if (kind != MetricKind.Histogram)
            {
                Line(text, "", labels, sum);
                continue;
            }

            for (var i = 0; i < bounds.Count; i++)
            {
                Line(text, "_bucket", Join(labels, $"le=\"{Text(bounds[i])}\""), cumulative[i]);
            }

            Line(text, "_bucket", Join(labels, "le=\"+Inf\""), cumulative[^1]);
            Line(text, "_sum", labels, sum);
            Line(text, "_count", labels, cumulative[^1]);
        }
    }

    private void Line(StringBuilder text, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string Join(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static string Text(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var label = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(text.Length == 0 ? "" : ",").Append(PrometheusName.Clean(key)).Append("=\"")
                .Append(label.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", @"\n", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }
}
