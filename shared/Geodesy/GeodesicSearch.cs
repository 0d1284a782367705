namespace TlEngine.Geodesy;

/// <summary>
/// Newton's method for the azimuth at the first point, kept inside a bracket that is halved where Newton leaves it (section 4).
/// </summary>
internal static class GeodesicSearch
{
    private const int NewtonSteps = 20;
    private const int AllSteps = NewtonSteps + 53 + 10;

    public static GeodesicArc Arc(ReducedPoint p1, ReducedPoint p2, GeodesicStart start, double sinLambda, double cosLambda)
    {
        var (sin, cos) = (start.SinAlpha, start.CosAlpha);
        var (lowSin, lowCos, highSin, highCos) = (Rounding.Tiny, 1.0, Rounding.Tiny, -1.0);
        bool nearlyThere = false, bracketClosed = false;
        for (var step = 0; ; step++)
        {
            var shot = GeodesicShot.From(p1, p2, sin, cos, sinLambda, cosLambda);
            var miss = shot.Miss;
            if (bracketClosed || !(Math.Abs(miss) >= (nearlyThere ? 8 : 1) * Rounding.Epsilon) || step == AllSteps)
            {
                return shot.Arc;
            }

            if (miss > 0 && (step > NewtonSteps || cos / sin > highCos / highSin))
            {
                (highSin, highCos) = (sin, cos);
            }
            else if (miss < 0 && (step > NewtonSteps || cos / sin < lowCos / lowSin))
            {
                (lowSin, lowCos) = (sin, cos);
            }

            if (step < NewtonSteps && TryNewton(miss, shot.Slope(p1, p2), ref sin, ref cos))
            {
                nearlyThere = Math.Abs(miss) <= 16 * Rounding.Epsilon;
                continue;
            }

            (sin, cos) = Degrees.Unit((lowSin + highSin) / 2, (lowCos + highCos) / 2);
            nearlyThere = false;
            bracketClosed = Math.Abs(lowSin - sin) + (lowCos - cos) < Rounding.Epsilon
                || Math.Abs(sin - highSin) + (cos - highCos) < Rounding.Epsilon;
        }
    }

    private static bool TryNewton(double miss, double slope, ref double sin, ref double cos)
    {
        var turn = -miss / slope;
        if (!(slope > 0) || Math.Abs(turn) >= Math.PI)
        {
            return false;
        }

        var (sinTurn, cosTurn) = Math.SinCos(turn);
        var turned = (sin * cosTurn) + (cos * sinTurn);
        if (turned <= 0)
        {
            return false;
        }

        (sin, cos) = Degrees.Unit(turned, (cos * cosTurn) - (sin * sinTurn));
        return true;
    }
}
