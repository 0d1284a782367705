namespace TlEngine.Engines.Statistics;

/// <summary>
/// A power of two that brings extreme values near 1, so that neither their differences nor their squares overflow or vanish.
/// </summary>
internal static class BinaryScale
{
    // Squares of values in between, and sums of a billion of those, are well inside the range of a double.
    private const double Large = 1e100;
    private const double Small = 1e-100;
    private const int MostExponent = 1000;

    /// <summary>1 for ordinary values: then nothing at all is changed. Scaling by it is exact.</summary>
    /// <param name="other">The size of another number in the same unit; not negative.</param>
    public static double Of(ReadOnlySpan<double> values, double other = 0)
    {
        var largest = other;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest is 0 or (>= Small and <= Large) ? 1 : Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -MostExponent, MostExponent));
    }
}
