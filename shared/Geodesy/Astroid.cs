namespace TlEngine.Geodesy;

/// <summary>Karney (2013), eq. 55: the positive root of k⁴ + 2k³ - (x² + y² - 1)k² - 2y²k - y² = 0.</summary>
internal static class Astroid
{
    public static double Solve(double x, double y)
    {
        var p = x * x;
        var q = y * y;
        var r = (p + q - 1) / 6;
        if (q == 0 && r <= 0)
        {
            return 0;
        }

        var u = Resolvent(p * q / 4, r);
        var v = Math.Sqrt((u * u) + q);
        var uv = u < 0 ? q / (v - u) : u + v;
        var w = (uv - q) / (2 * v);
        return uv / (Math.Sqrt(uv + (w * w)) + w);
    }

    /// <summary>The root of the cubic that avoids cancellation.</summary>
    private static double Resolvent(double s, double r)
    {
        var r3 = r * r * r;
        var discriminant = s * (s + (2 * r3));
        if (discriminant < 0)
        {
            return r + (2 * r * Math.Cos(Math.Atan2(Math.Sqrt(-discriminant), -(s + r3)) / 3));
        }

        var t3 = s + r3;
        var t = Math.Cbrt(t3 + (t3 < 0 ? -Math.Sqrt(discriminant) : Math.Sqrt(discriminant)));
        return r + t + (t == 0 ? 0 : r * r / t);
    }
}
