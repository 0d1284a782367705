using System.Globalization;
using System.Text;

namespace TlEngine.Tests.Engines.Track;

/// <summary>A fix of a test.</summary>
internal sealed record Fix(
    DateTimeOffset Time, double Lat, double Lon, double? Speed = null, double? Accuracy = null, bool? Ignition = null,
    double? Odometer = null);

/// <summary>Builds <c>data</c> from fixes.</summary>
internal static class Recording
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A drive to the north at 10 m/s with a fix every few seconds.</summary>
    public static IEnumerable<Fix> Drive(
        int count, double seconds = 4, double lat = -34.6, double lon = -58.4, DateTimeOffset? start = null) =>
        Enumerable.Range(0, count).Select(i => new Fix((start ?? Start).AddSeconds(i * seconds), lat + (i * seconds * 10 / 110_950), lon));

    /// <param name="parameters">Members beside <c>positions</c>, for example <c>"radius_m": 1</c>.</param>
    public static string ToData(this IEnumerable<Fix> fixes, string parameters = "") =>
        $$"""{"positions":[{{string.Join(',', fixes.Select(Row))}}]{{(parameters.Length > 0 ? "," : "")}}{{parameters}}}""";

    private static string Row(Fix fix)
    {
        var row = new StringBuilder();
        row.Append(CultureInfo.InvariantCulture, $"{{\"t\":\"{fix.Time.UtcDateTime:O}\",");
        row.Append(CultureInfo.InvariantCulture, $"\"lat\":{Number(fix.Lat)},\"lon\":{Number(fix.Lon)}");
        row.Append(fix.Speed is { } speed ? $",\"speed\":{Number(speed)}" : "");
        row.Append(fix.Accuracy is { } accuracy ? $",\"accuracy\":{Number(accuracy)}" : "");
        row.Append(fix.Ignition is { } ignition ? $",\"ignition\":{(ignition ? "true" : "false")}" : "");
        row.Append(fix.Odometer is { } odometer ? $",\"odometer\":{Number(odometer)}" : "");
        return row.Append('}').ToString();
    }

    private static string Number(double value) => double.IsNaN(value) ? "null" : value.ToString("R", CultureInfo.InvariantCulture);
}
