using System.Text.Json;

namespace TlEngine.Tests.Engines.Track.Simplify;

/// <summary>
/// turf/turf-simplify, every line and every ring of every file: degrees on a plane. A degree becomes a metre at the equator of a sphere.
/// Around the algorithm turf does what the engine leaves to its caller, and the test does too: without highQuality it first drops what is
/// nearer to the last place kept than the tolerance, and a ring that is left with no area is tried again with a smaller one.
/// </summary>
public sealed class TurfTests
{
    private const int LeastOfARing = 4;

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(ReferenceData.PathOf("turf/turf-simplify/test/in")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_TurfsFile_KeepsWhatTurfKeeps(string name)
    {
        var file = Turf("in", name);
        var properties = file.TryGetProperty("properties", out var told) ? told : default;
        var tolerance = Member(properties, "tolerance") is { } number ? number.GetDouble() : 0.01;
        var fine = Member(properties, "highQuality") is { } quality && quality.GetBoolean();

        var lines = Lines(file).Zip(Lines(Turf("out", name))).ToList();

        Assert.Equal(lines.Count, Lines(Turf("out", name)).Count());
        foreach (var ((line, isRing), (expected, _)) in lines)
        {
            var kept = Simplify(line, tolerance, fine);
            for (var smaller = tolerance; isRing && kept.Count < LeastOfARing;)
            {
                smaller -= smaller * 0.01;
                kept = Simplify(line, smaller, fine);
            }

            Assert.Equal(Rounded(expected), Rounded(kept));
        }
    }

    private static List<double[]> Simplify(List<double[]> line, double tolerance, bool fine)
    {
        var places = fine ? line : Apart(line, tolerance);
        var plane = Simplified.Plane(places.Select(place => new[] { place[0] - line[0][0], place[1] - line[0][1] }));
        return [.. Simplified.Of(plane, tolerance, more: ",\"distance_model\":\"sphere\"").Kept.Select(i => places[i])];
    }

    private static List<double[]> Apart(List<double[]> line, double tolerance)
    {
        List<double[]> apart = [line[0]];
        foreach (var place in line.Skip(1))
        {
            var (x, y) = (place[0] - apart[^1][0], place[1] - apart[^1][1]);
            if ((x * x) + (y * y) > tolerance * tolerance)
            {
                apart.Add(place);
            }
        }

        return apart[^1] == line[^1] ? apart : [.. apart, line[^1]];
    }

    /// <summary>To six decimals as turf rounds its results: JavaScript takes halves up.</summary>
    private static IEnumerable<(double X, double Y)> Rounded(List<double[]> line) =>
        line.Select(place => (Math.Floor((place[0] * 1e6) + 0.5), Math.Floor((place[1] * 1e6) + 0.5)));

    private static IEnumerable<(List<double[]> Places, bool IsRing)> Lines(JsonElement element)
    {
        var coordinates = Member(element, "coordinates") ?? default;
        return element.GetProperty("type").GetString() switch
        {
            "FeatureCollection" => element.GetProperty("features").EnumerateArray().SelectMany(Lines),
            "GeometryCollection" => element.GetProperty("geometries").EnumerateArray().SelectMany(Lines),
            "Feature" => Lines(element.GetProperty("geometry")),
            "LineString" => [(Places(coordinates), false)],
            "MultiLineString" => coordinates.EnumerateArray().Select(line => (Places(line), false)),
            "Polygon" => coordinates.EnumerateArray().Select(ring => (Places(ring), true)),
            "MultiPolygon" => coordinates.EnumerateArray().SelectMany(polygon => polygon.EnumerateArray()).Select(ring => (Places(ring), true)),
            _ => [],
        };
    }

    private static List<double[]> Places(JsonElement coordinates) =>
        [.. coordinates.EnumerateArray().Select(place => place.EnumerateArray().Select(number => number.GetDouble()).ToArray())];

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static JsonElement Turf(string folder, string name) => ReferenceData.Json($"turf/turf-simplify/test/{folder}/{name}");
}
