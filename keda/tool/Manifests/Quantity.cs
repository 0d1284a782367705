using System.Globalization;

namespace TlEngine.Keda.Manifests;

/// <summary>A Kubernetes quantity: 250m, 1.5, 384Mi, 1e3.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40),
        ("n", 0.000000001m), ("u", 0.000001m), ("m", 0.001m),
        ("k", 1_000m), ("M", 1_000_000m), ("G", 1_000_000_000m), ("T", 1_000_000_000_000m),
    ];

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Null: no quantity.</summary>
    public static decimal? TryParse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var (suffix, factor) = Suffixes.FirstOrDefault(candidate => text.EndsWith(candidate.Suffix, StringComparison.Ordinal),
            (Suffix: "", Factor: 1m));
        return decimal.TryParse(text[..^suffix.Length], Plain, CultureInfo.InvariantCulture, out var number) ? number * factor : null;
    }

    /// <exception cref="FormatException">No quantity.</exception>
    public static decimal Parse(string? text) => TryParse(text) ?? throw new FormatException($"\"{text}\" is no Kubernetes quantity.");
}
