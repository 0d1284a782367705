namespace TlEngine.Geodesy;

/// <summary>Longitudes in degrees live on a circle.</summary>
internal static class Longitude
{
    /// <summary>The same meridian in [-180, 180).</summary>
    public static double Wrap(double longitude) => longitude switch
    {
        >= -180 and < 180 => longitude,
        _ => Fold(longitude),
    };

    /// <summary>The way from one meridian to another, in [-180, 180].</summary>
    public static double Difference(double from, double to) =>
        Math.Abs(to - from) <= 180 ? to - from : Math.IEEERemainder(to - from, 360);

    private static double Fold(double longitude)
    {
        var folded = Math.IEEERemainder(longitude, 360);
        return folded >= 180 ? folded - 360 : folded;
    }
}
