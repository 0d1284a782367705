namespace TlEngine.Geodesy;

/// <summary>Arithmetic of angles in degrees that loses nothing where it matters.</summary>
internal static class Degrees
{
    public const double ToRadians = Math.PI / 180;

    /// <summary>Sine and cosine, exact at multiples of 90°.</summary>
    public static (double Sin, double Cos) SinCos(double degrees)
    {
        var quarter = Math.Round(degrees / 90);
        var (sin, cos) = Math.SinCos((degrees - (90 * quarter)) * ToRadians);
        return ((int)quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>The sine and cosine of the angle that these are in proportion to.</summary>
    public static (double Sin, double Cos) Unit(double sin, double cos)
    {
        var norm = double.Hypot(sin, cos);
        return (sin / norm, cos / norm);
    }

    /// <summary>to - from in [-180, 180], with what the rounding of the difference lost.</summary>
    public static (double Difference, double Lost) Difference(double from, double to)
    {
        var (sum, lost) = TwoSum(Math.IEEERemainder(-from, 360), Math.IEEERemainder(to, 360));
        (sum, lost) = TwoSum(Math.IEEERemainder(sum, 360), lost);

        // Half a turn and a little more is a little less than half a turn the other way.
        return (Math.Abs(sum) == 180 && sum * lost > 0 ? -sum : sum, lost);
    }

    /// <summary>Latitudes below 1/16 ° lose the bits that others do not have, so that underflow cannot come near the equator.</summary>
    public static double Rounded(double degrees)
    {
        const double Small = 1 / 16.0;
        var size = Math.Abs(degrees);
        return Math.CopySign(size < Small ? Small - (Small - size) : size, degrees);
    }

    private static (double Sum, double Lost) TwoSum(double u, double v)
    {
        var sum = u + v;
        var up = sum - v;
        var vpp = sum - up;
        return (sum, -((up - u) + (vpp - v)));
    }
}
