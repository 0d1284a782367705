using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Reads a fence's geometry, its members in any order.</summary>
/// <param name="pointer">Where it is.</param>
internal sealed class GeometryReader(InputErrors errors, string pointer)
{
    public const string Expected = "an object of type Polygon, MultiPolygon, Circle or Corridor";
    private const double LargestDistance = 20_037_508;

    private readonly LineReader _lines = new(errors);

    /// <summary>Null where it has a fault.</summary>
    public Shape? Read(ref Utf8Scanner scanner)
    {
        var before = errors.Count;
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected(pointer, scanner.Skip(), Expected);
            return null;
        }

        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        while (scanner.NextMember(out var name))
        {
            values[Encoding.UTF8.GetString(name)] = scanner.At;
            scanner.Skip();
        }

        var end = scanner.At;
        var shape = scanner.Broken ? null : ReadType(ref scanner, values);
        scanner.At = end;
        return errors.Count == before ? shape : null;
    }

    private Shape? ReadType(ref Utf8Scanner scanner, Dictionary<string, int> values)
    {
        if (!Find(ref scanner, values, "type", "Polygon, MultiPolygon, Circle or Corridor"))
        {
            return null;
        }

        var type = scanner.Skip();
        string[] members = type switch
        {
            _ when type.SequenceEqual("\"Polygon\""u8) || type.SequenceEqual("\"MultiPolygon\""u8) => ["type", "coordinates"],
            _ when type.SequenceEqual("\"Circle\""u8) => ["type", "center", "radius_m"],
            _ when type.SequenceEqual("\"Corridor\""u8) => ["type", "line", "width_m"],
            _ => [],
        };
        if (members.Length == 0)
        {
            errors.AddUnexpected(pointer + "/type", type, "Polygon, MultiPolygon, Circle or Corridor");
            return null;
        }

        foreach (var name in values.Keys.Except(members))
        {
            errors.AddUnknown(pointer, Encoding.UTF8.GetBytes(name), string.Join(", ", members));
        }

        return members[1] switch
        {
            "center" => ReadCircle(ref scanner, values),
            "line" => ReadCorridor(ref scanner, values),
            _ => ReadArea(ref scanner, values, many: type.Length > "\"Polygon\"".Length),
        };
    }

    private AreaShape? ReadArea(ref Utf8Scanner scanner, Dictionary<string, int> values, bool many)
    {
        if (!Find(ref scanner, values, "coordinates", many ? "an array of polygons" : "an array of rings"))
        {
            return null;
        }

        var polygons = new List<Polygon>();
        if (!many)
        {
            AddPolygon(ref scanner, pointer + "/coordinates", polygons);
            return new AreaShape(polygons);
        }

        if (!scanner.TryTake((byte)'['))
        {
            errors.AddUnexpected(pointer + "/coordinates", scanner.Skip(), "an array of polygons");
            return null;
        }

        var count = 0;
        for (; scanner.NextItem(); count++)
        {
            AddPolygon(ref scanner, $"{pointer}/coordinates/{count}", polygons);
        }

        if (count == 0)
        {
            errors.Add(pointer + "/coordinates", "Found []; expected at least one polygon.");
        }

        return new AreaShape(polygons);
    }

    private void AddPolygon(ref Utf8Scanner scanner, string at, List<Polygon> polygons)
    {
        if (!scanner.TryTake((byte)'['))
        {
            errors.AddUnexpected(at, scanner.Skip(), "an array of rings");
            return;
        }

        var rings = new List<Ring>();
        var count = 0;
        for (; scanner.NextItem(); count++)
        {
            if (_lines.ReadRing(ref scanner, $"{at}/{count}") is { } ring)
            {
                rings.Add(ring);
            }
        }

        if (count == 0)
        {
            errors.Add(at, "Found []; expected at least one ring.");
        }

        if (rings.Count > 0)
        {
            polygons.Add(new Polygon(rings[0], rings[1..]));
        }
    }

    private CircleShape? ReadCircle(ref Utf8Scanner scanner, Dictionary<string, int> values)
    {
        var radius = ReadDistance(ref scanner, values, "radius_m");
        return Find(ref scanner, values, "center", LineReader.ExpectedPlace)
            && _lines.TryPlace(ref scanner, pointer + "/center", out var longitude, out var latitude)
            ? new CircleShape(latitude, longitude, radius)
            : null;
    }

    private CorridorShape? ReadCorridor(ref Utf8Scanner scanner, Dictionary<string, int> values)
    {
        var width = ReadDistance(ref scanner, values, "width_m");
        return Find(ref scanner, values, "line", LineReader.ExpectedLine)
            && _lines.ReadLine(ref scanner, pointer + "/line") is { } line
            ? new CorridorShape(line, width / 2)
            : null;
    }

    private double ReadDistance(ref Utf8Scanner scanner, Dictionary<string, int> values, string name)
    {
        const string Expected = "a number of metres over 0, 20037508 at most";
        if (!Find(ref scanner, values, name, Expected))
        {
            return 0;
        }

        var start = scanner.At;
        if (scanner.TryNumber(out var value) && value is > 0 and <= LargestDistance)
        {
            return value;
        }

        scanner.At = start;
        errors.AddUnexpected($"{pointer}/{name}", scanner.Skip(), Expected);
        return 0;
    }

    /// <summary>Goes to a member's value.</summary>
    private bool Find(ref Utf8Scanner scanner, Dictionary<string, int> values, string name, string expected)
    {
        if (!values.TryGetValue(name, out var at))
        {
            errors.Add($"{pointer}/{name}", $"Missing; expected {expected}.");
            return false;
        }

        scanner.At = at;
        return true;
    }
}
