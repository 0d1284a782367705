namespace TlEngine.Engines.Series.Anomaly;

/// <summary>One method.</summary>
internal abstract class Detector
{
    /// <summary>Scores beyond it, to either side, are anomalies.</summary>
    public abstract double Threshold { get; }

    /// <summary>Scores all points. A score may be infinite, but is no NaN.</summary>
    /// <param name="values">In the order of time, at least one, of ordinary size.</param>
    /// <param name="scores">Filled: positive above what was expected.</param>
    /// <param name="expected">Filled: what the values were compared with.</param>
    public abstract void Score(
        ReadOnlySpan<double> values, Span<double> scores, Span<double> expected, CancellationToken cancellationToken);

    /// <summary>What the scores rest on, in units of the values.</summary>
    public abstract IEnumerable<(string Name, double Value)> Statistics();

    /// <summary>Numbers that have no unit.</summary>
    public virtual IEnumerable<(string Name, int Value)> Counts() => [];

    /// <param name="scale">What the values were multiplied with.</param>
    public static Detector Of(AnomalyParameters parameters, double scale) => parameters.Method switch
    {
        AnomalyMethod.ModifiedZ => new ModifiedZ(parameters.ModifiedZThreshold),
        AnomalyMethod.Hampel => new Hampel(parameters.HampelHalfWindow, parameters.HampelThreshold, parameters.HampelFlatWindow),
        AnomalyMethod.Ewma =>
            new Ewma(parameters.EwmaLambda, parameters.EwmaLimit, parameters.EwmaTarget * scale, parameters.EwmaSigma * scale),
        AnomalyMethod.Iqr => new Iqr(parameters.IqrFactor),
        var other => throw new InvalidOperationException($"{other} has no detector."),
    };

    /// <summary>A deviation in units of a spread. Without any spread a deviation is infinitely far, and none is none.</summary>
    protected static double Ratio(double deviation, double spread) => deviation == 0 ? 0 : deviation / spread;
}
