namespace TlEngine.Engines.Statistics;

/// <summary>
/// Quantiles of type 7 of Hyndman and Fan (1996): linear between the order statistics around (n - 1)·p. The default of R and NumPy.
/// </summary>
internal static class Quantile
{
    /// <param name="values">At least one, no NaN; their order is changed.</param>
    /// <param name="p">From 0 to 1.</param>
    public static double Of(Span<double> values, double p)
    {
        var position = (values.Length - 1) * p;
        var below = (int)position;
        var low = Selection.Select(values, below);
        var share = position - below;
        return share == 0 ? low : Between(low, Smallest(values[(below + 1)..]), share);
    }

    public static double Median(Span<double> values) => Of(values, 0.5);

    /// <summary>
    /// Both products first: the difference of two doubles may be beyond one. Equal ends give themselves, not a rounding of it.
    /// </summary>
    private static double Between(double low, double high, double share) =>
        low == high ? low : Math.Clamp((low * (1 - share)) + (high * share), low, high);

    private static double Smallest(ReadOnlySpan<double> values)
    {
        var smallest = values[0];
        foreach (var value in values)
        {
            smallest = Math.Min(smallest, value);
        }

        return smallest;
    }
}
