using System.Globalization;

namespace TlEngine.Tests.Engines.Series;

/// <summary>Builds <c>data</c> from points.</summary>
internal static class SeriesData
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A point every so many seconds; NaN becomes null.</summary>
    public static IEnumerable<(DateTimeOffset Time, double Value)> Every(double seconds, params IEnumerable<double> values) =>
        values.Select((value, i) => (Start.AddSeconds(i * seconds), value));

    /// <param name="parameters">Members beside <c>series</c>, for example <c>"method": "iqr"</c>.</param>
    public static string ToData(this IEnumerable<(DateTimeOffset Time, double Value)> points, string parameters = "") =>
        $$"""{"series":[{{string.Join(',', points.Select(Row))}}]{{(parameters.Length > 0 ? "," : "")}}{{parameters}}}""";

    private static string Row((DateTimeOffset Time, double Value) point)
    {
        var value = double.IsNaN(point.Value) ? "null" : point.Value.ToString("R", CultureInfo.InvariantCulture);
        return $$"""{"t":"{{point.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}}","value":{{value}}}""";
    }
}
