using System.Diagnostics.Metrics;

namespace TlEngine.Observability.Metrics;

/// <summary>
/// What Prometheus calls an instrument, by OpenTelemetry's rules (specification "Prometheus and OpenMetrics Compatibility"): letters,
/// digits and underscores; the unit in full behind the name; <c>_total</c> behind a counter's.
/// </summary>
internal static class PrometheusName
{
    public static string Of(Instrument instrument, bool isCounter)
    {
        var name = Clean(instrument.Name);
        if (UnitOf(instrument.Unit) is { } unit && !name.EndsWith($"_{unit}", StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    public static string Clean(string name) =>
        string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });

    /// <summary>Units in braces say what is counted and are no part of the name.</summary>
    private static string? UnitOf(string? unit) => unit switch
    {
        null or "" or "1" => null,
        _ when unit.StartsWith('{') => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        _ => Clean(unit),
    };
}
