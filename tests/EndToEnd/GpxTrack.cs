using System.Globalization;
using System.Xml.Linq;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A recording of tests/reference-data/gpx as a caller would send it.</summary>
internal static class GpxTrack
{
    /// <summary><c>{"positions": [{t, lat, lon}, …]}</c>; a recording without times gets one fix a second.</summary>
    public static string ToData(string file)
    {
        var root = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "reference-data", "gpx", file)).Root!;
        var space = root.GetDefaultNamespace();
        var rows = root.Descendants(space + "trkpt").Select((point, i) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"t":"{{(string?)point.Element(space + "time") ?? DateTime.UnixEpoch.AddSeconds(i).ToString("O")}}","lat":{{(string)point.Attribute("lat")!}},"lon":{{(string)point.Attribute("lon")!}}}"""));
        return $$"""{"positions":[{{string.Join(',', rows)}}]}""";
    }
}
