using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Series.Anomaly;

internal sealed record AnomalyParameters : SeriesParameters
{
    [Parameter("How anomalies are told.", Source = "our judgement: it needs no order, no training and no distribution")]
    public AnomalyMethod Method { get; init; } = AnomalyMethod.ModifiedZ;

    [Parameter("Which side of the expected value counts.", Source = "our judgement")]
    public AnomalyDirection Direction { get; init; } = AnomalyDirection.Both;

    [Parameter("modified_z: scores beyond are anomalies.", Minimum = 0.1, Maximum = 1e6, Source = "Iglewicz and Hoaglin (1993)")]
    public double ModifiedZThreshold { get; init; } = 3.5;

    [Parameter("hampel: points on each side that a point is compared with.", Minimum = 1, Maximum = 500,
        Source = "Pearson (2002); MATLAB's hampel")]
    public int HampelHalfWindow { get; init; } = 3;

    [Parameter("hampel: standard deviations beyond are anomalies.", Minimum = 0.1, Maximum = 1e6, Source = "Pearson (2002): t0")]
    public double HampelThreshold { get; init; } = 3;

    [Parameter("hampel: what a deviation is measured by in a window with a MAD of 0; any_deviation makes an anomaly of each.",
        Source = "our judgement; MATLAB's hampel: any_deviation")]
    public FlatWindow HampelFlatWindow { get; init; } = FlatWindow.MeanDeviation;

    [Parameter("ewma: weight of the newest point.", Minimum = 0.001, Maximum = 1, Source = "NIST/SEMATECH e-Handbook 6.3.2.4: 0.2 to 0.3")]
    public double EwmaLambda { get; init; } = 0.2;

    [Parameter("ewma: standard deviations of the average beyond are anomalies.", Minimum = 0.1, Maximum = 1e6,
        Source = "NIST/SEMATECH e-Handbook 6.3.2.4: L")]
    public double EwmaLimit { get; init; } = 3;

    [Parameter("ewma: what the values should be. Default: their mean.")]
    public double? EwmaTarget { get; init; }

    [Parameter("ewma: standard deviation of the values while all is well. Default: that of the series.", Minimum = 1e-300, Maximum = 1e300)]
    public double? EwmaSigma { get; init; }

    [Parameter("iqr: interquartile ranges past a quartile and further are anomalies.", Minimum = 0, Maximum = 1e6,
        Source = "Tukey (1977): the inner fences")]
    public double IqrFactor { get; init; } = 1.5;

    [Parameter("What is taken off the values first; hour_of_week is the median of the same hour of the week in time_zone.",
        Source = "our judgement: it needs weeks of data")]
    public AnomalyBaseline Baseline { get; init; } = AnomalyBaseline.None;

    [Parameter("Hours of the week with fewer points have the median of the series as their baseline.", Minimum = 1, Maximum = 1000,
        Source = "our judgement: a median of fewer follows the anomaly")]
    public int BaselineMinPoints { get; init; } = 3;
}
