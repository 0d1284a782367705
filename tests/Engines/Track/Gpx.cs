using System.Globalization;
using System.Xml;

namespace TlEngine.Tests.Engines.Track;

/// <summary>Reads the track segments of a GPX recording.</summary>
internal static class Gpx
{
    /// <summary>The segments that have points; a point without a time has null.</summary>
    public static List<List<(DateTimeOffset? Time, double Lat, double Lon, double? Elevation)>> Read(string name)
    {
        var document = new XmlDocument();
        document.Load(ReferenceData.PathOf("gpx/" + name));
        return [.. document.SelectNodes("//*[local-name()='trkseg']")!.Cast<XmlElement>()
            .Select(segment => segment.SelectNodes("*[local-name()='trkpt']")!.Cast<XmlElement>().Select(Point).ToList())
            .Where(segment => segment.Count > 0)];
    }

    private static (DateTimeOffset? Time, double Lat, double Lon, double? Elevation) Point(XmlElement point) => (
        Child(point, "time") is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) : null,
        Number(point.GetAttribute("lat")),
        Number(point.GetAttribute("lon")),
        Child(point, "ele") is { } elevation ? Number(elevation) : null);

    private static string? Child(XmlElement point, string name) => point.SelectSingleNode($"*[local-name()='{name}']")?.InnerText;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
