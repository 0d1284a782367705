namespace TlEngine.Geodesy;

/// <summary>Where the search for a geodesic begins: its azimuth at the first point, or the whole answer where the line is short.</summary>
/// <param name="ShortDistance">Distance over b, when no search is needed.</param>
internal readonly record struct GeodesicStart(double SinAlpha, double CosAlpha, double? ShortDistance)
{
    private const double F = Wgs84.Flattening;
    private static readonly double ShortArc =
        0.1 * Math.Sqrt(Rounding.Epsilon) / Math.Sqrt(F * (1 - (F / 2)) / 2);

    public static GeodesicStart Of(ReducedPoint p1, ReducedPoint p2, double lambda, double sinLambda, double cosLambda)
    {
        var sinBeta12 = (p2.Sin * p1.Cos) - (p2.Cos * p1.Sin);
        var cosBeta12 = (p2.Cos * p1.Cos) + (p2.Sin * p1.Sin);
        var sinBetaSum = (p2.Sin * p1.Cos) + (p2.Cos * p1.Sin);
        var isShort = cosBeta12 >= 0 && sinBeta12 < 0.5 && p2.Cos * lambda < 0.5;
        var meanDn = isShort ? MeanDn(p1, p2) : 1;
        var (sinOmega, cosOmega) = isShort ? Math.SinCos(lambda / ((1 - F) * meanDn)) : (sinLambda, cosLambda);

        var sin = p2.Cos * sinOmega;
        var cos = cosOmega >= 0
            ? sinBeta12 + (p2.Cos * p1.Sin * sinOmega * sinOmega / (1 + cosOmega))
            : sinBetaSum - (p2.Cos * p1.Sin * sinOmega * sinOmega / (1 - cosOmega));
        var sinSigma = double.Hypot(sin, cos);
        var cosSigma = (p1.Sin * p2.Sin) + (p1.Cos * p2.Cos * cosOmega);
        if (isShort && sinSigma < ShortArc)
        {
            return new GeodesicStart(sin, cos, Math.Atan2(sinSigma, cosSigma) * meanDn);
        }

        return cosSigma >= 0 || sinSigma >= 6 * GeodesicSeries.ThirdFlattening * Math.PI * p1.Cos * p1.Cos
            ? Normal(sin, cos)
            : NearAntipode(p1, p2, sinBetaSum, sinLambda, cosLambda);
    }

    /// <summary>Section 5: the astroid problem in the plane that touches the antipode.</summary>
    private static GeodesicStart NearAntipode(ReducedPoint p1, ReducedPoint p2, double sinBetaSum, double sinLambda, double cosLambda)
    {
        var k2 = p1.Sin * p1.Sin * ReducedPoint.Ep2;
        var lambdaScale = F * p1.Cos * GeodesicSeries.A3(k2 / ((2 * (1 + Math.Sqrt(1 + k2))) + k2)) * Math.PI;
        var x = Math.Atan2(-sinLambda, -cosLambda) / lambdaScale;
        var y = sinBetaSum / (lambdaScale * p1.Cos);
        if (y > -200 * Rounding.Epsilon && x > -1 - (1000 * Math.Sqrt(Rounding.Epsilon)))
        {
            var alongCut = Math.Min(1, -x);
            return Normal(alongCut, -Math.Sqrt(1 - (alongCut * alongCut)));
        }

        var k = Astroid.Solve(x, y);
        var (sinOmega, cosOmega) = Math.SinCos(lambdaScale * -x * k / (1 + k));
        return Normal(p2.Cos * sinOmega, sinBetaSum - (p2.Cos * p1.Sin * sinOmega * sinOmega / (1 + cosOmega)));
    }

    private static GeodesicStart Normal(double sin, double cos)
    {
        if (!(sin > 0))
        {
            return new GeodesicStart(1, 0, null);
        }

        var unit = Degrees.Unit(sin, cos);
        return new GeodesicStart(unit.Sin, unit.Cos, null);
    }

    private static double MeanDn(ReducedPoint p1, ReducedPoint p2)
    {
        var sin2 = (p1.Sin + p2.Sin) * (p1.Sin + p2.Sin);
        sin2 /= sin2 + ((p1.Cos + p2.Cos) * (p1.Cos + p2.Cos));
        return Math.Sqrt(1 + (ReducedPoint.Ep2 * sin2));
    }
}
