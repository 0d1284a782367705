using System.Globalization;
using System.Xml.Linq;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A recording of tests/reference-data/gpx as a caller would send it.</summary>
internal static class GpxTrack
{
    /// <summary><c>{"positions": [{t, lat, lon}, …]}</c>; a recording whose times are not complete gets one fix a second.</summary>
    public static string ToData(string file)
    {
        var root = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "reference-data", "gpx", file)).Root!;
        var space = root.GetDefaultNamespace();
        XElement[] points = [.. root.Descendants(space + "trkpt")];
        var timed = points.All(point => point.Element(space + "time") is not null);
        var rows = points.Select((point, i) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"t":"{{(timed ? (string)point.Element(space + "time")! : DateTime.UnixEpoch.AddSeconds(i).ToString("O"))}}","lat":{{(string)point.Attribute("lat")!}},"lon":{{(string)point.Attribute("lon")!}}}"""));
        return $$"""{"positions":[{{string.Join(',', rows)}}]}""";
    }
}
