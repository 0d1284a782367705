using TlEngine.Engines.Json;

namespace TlEngine.Engines.Series;

/// <summary>The members of a point: what they are called, what they must be, and how they are taken.</summary>
internal static class SeriesMember
{
    public const string Time = "t";
    public const string Value = "value";
    public const string Names = Time + ", " + Value;
    public const string ExpectedTime = "an RFC 3339 time or epoch milliseconds";
    public const string ExpectedValue = "a number or null";

    /// <summary>False where the type is wrong: nothing is taken then. null is a time that failed.</summary>
    public static bool TryTime(ref Utf8Scanner scanner, SeriesColumns series, int row)
    {
        var read = scanner.TryTime(out var ticks) || scanner.TryLiteral("null"u8);
        series.SetTime(row, ticks);
        return read;
    }

    /// <summary>
    /// False where the type is wrong: nothing is taken then. null is a measurement that failed: writers of JSON make it of NaN.
    /// </summary>
    public static bool TryValue(ref Utf8Scanner scanner, SeriesColumns series, int row)
    {
        var read = scanner.TryNumber(out var value) || scanner.TryLiteral("null"u8, out value);
        series.SetValue(row, value);
        return read;
    }

    private static bool TryLiteral(this ref Utf8Scanner scanner, ReadOnlySpan<byte> literal, out double value)
    {
        value = double.NaN;
        return scanner.TryLiteral(literal);
    }
}
