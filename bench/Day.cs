using System.Globalization;
using System.Text;

namespace TlEngine.Bench;

/// <summary>A vehicle's day as trackers send it: 50,000 fixes, 4.0 MB of JSON rows.</summary>
internal static class Day
{
    public const int Fixes = 50_000;

    public static double[] Latitudes { get; } = new double[Fixes];

    public static double[] Longitudes { get; } = new double[Fixes];

    /// <summary><c>{"positions":[…]}</c>.</summary>
    public static byte[] Rows { get; } = Build();

    private static byte[] Build()
    {
        var random = new Random(1);
        var text = new StringBuilder("{\"positions\":[");
        var (lat, lon, course) = (-34.6037, -58.3816, 0.0);
        for (var i = 0; i < Fixes; i++)
        {
            course += (random.NextDouble() - 0.5) * 0.5;
            var speed = i / 500 % 4 == 3 ? 0 : 12 + (3 * random.NextDouble());
            lat += (speed * 1.7 * Math.Cos(course) / 111_000) + ((random.NextDouble() - 0.5) * 2e-5);
            lon += (speed * 1.7 * Math.Sin(course) / 91_000) + ((random.NextDouble() - 0.5) * 2e-5);
            (Latitudes[i], Longitudes[i]) = (Math.Round(lat, 6), Math.Round(lon, 6));
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"t\":{1_709_280_000_000 + (i * 1_700L)},\"lat\":{Latitudes[i]:F6},\"lon\":{Longitudes[i]:F6}");
            text.Append(CultureInfo.InvariantCulture, $",\"speed\":{speed:F2},\"accuracy\":5}}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
