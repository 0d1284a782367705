namespace TlEngine.Geodesy;

/// <summary>
/// The series of Karney, "Algorithms for geodesics" (J. Geodesy 87, 2013), for WGS84, to the sixth order.
/// ε is the expansion parameter of eq. 16; n the third flattening.
/// </summary>
internal static class GeodesicSeries
{
    public const double ThirdFlattening = Wgs84.Flattening / (2 - Wgs84.Flattening);
    public const int Order = 6;
    private const double N = ThirdFlattening;

    /// <summary>A1 - 1, eq. 17.</summary>
    public static double A1Minus1(double eps)
    {
        var eps2 = eps * eps;
        return ((eps2 * ((eps2 * (eps2 + 4)) + 64) / 256) + eps) / (1 - eps);
    }

    /// <summary>C1[1..6], eq. 18.</summary>
    public static void C1(double eps, Span<double> c)
    {
        var eps2 = eps * eps;
        c[1] = eps * (((6 - eps2) * eps2) - 16) / 32;
        c[2] = eps2 * (((64 - (9 * eps2)) * eps2) - 128) / 2048;
        var d = eps2 * eps;
        c[3] = d * ((9 * eps2) - 16) / 768;
        c[4] = (d *= eps) * ((3 * eps2) - 5) / 512;
        c[5] = (d *= eps) * -7 / 1280;
        c[6] = d * eps * -7 / 2048;
    }

    /// <summary>A2 - 1, eq. 42.</summary>
    public static double A2Minus1(double eps)
    {
        var eps2 = eps * eps;
        return ((eps2 * ((((-11 * eps2) - 28) * eps2) - 192) / 256) - eps) / (1 + eps);
    }

    /// <summary>C2[1..6], eq. 43.</summary>
    public static void C2(double eps, Span<double> c)
    {
        var eps2 = eps * eps;
        c[1] = eps * ((eps2 * (eps2 + 2)) + 16) / 32;
        c[2] = eps2 * ((eps2 * ((35 * eps2) + 64)) + 384) / 2048;
        var d = eps2 * eps;
        c[3] = d * ((15 * eps2) + 80) / 768;
        c[4] = (d *= eps) * ((7 * eps2) + 35) / 512;
        c[5] = (d *= eps) * 63 / 1280;
        c[6] = d * eps * 77 / 2048;
    }

    /// <summary>A3, eq. 24.</summary>
    public static double A3(double eps)
    {
        var sum = -3 / 128.0;
        sum = (sum * eps) + (((-2 * N) - 3) / 64);
        sum = (sum * eps) + (((((-N) - 3) * N) - 1) / 16);
        sum = (sum * eps) + (((((3 * N) - 1) * N) - 2) / 8);
        sum = (sum * eps) + ((N - 1) / 2);
        return (sum * eps) + 1;
    }

    /// <summary>C3[1..5], eq. 25.</summary>
    public static void C3(double eps, Span<double> c)
    {
        const double N2 = N * N;
        var e = eps;
        c[1] = e * (((1 - N) / 4) + (e * (((1 - N2) / 8) + (e * (((3 + (3 * N) - N2) / 64)
            + (e * (((5 + (2 * N)) / 128) + (e * 3 / 128))))))));
        c[2] = (e *= eps) * (((2 - (3 * N) + N2) / 32) + (eps * (((3 - (2 * N) - (3 * N2)) / 64)
            + (eps * (((3 + N) / 128) + (eps * 5 / 256))))));
        c[3] = (e *= eps) * (((5 - (9 * N) + (5 * N2)) / 192) + (eps * (((9 - (10 * N)) / 384) + (eps * 7 / 512))));
        c[4] = (e *= eps) * (((7 - (14 * N)) / 512) + (eps * 7 / 512));
        c[5] = e * eps * 21 / 2560;
    }

    /// <summary>Σ c[k] sin 2kσ for k = 1..count, by Clenshaw's summation.</summary>
    public static double SineSum(double sin, double cos, ReadOnlySpan<double> c, int count)
    {
        var twice = 2 * (cos - sin) * (cos + sin);
        double y0 = 0, y1 = 0;
        for (var k = count; k > 0; k--)
        {
            (y0, y1) = ((twice * y0) - y1 + c[k], y0);
        }

        return 2 * sin * cos * y0;
    }
}
