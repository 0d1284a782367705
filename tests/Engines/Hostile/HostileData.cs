using System.Globalization;
using System.Text.Json.Nodes;
using TlEngine.Engines;
using TlEngine.Tests.Engines.Series;
using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>
/// An engine's example with one member of its data replaced by what is made to break it. Which members is told by the engine's schema, so
/// a new engine is among those that are tried as soon as it is registered.
/// </summary>
internal static class HostileData
{
    /// <summary>What must be tried on whatever holds positions.</summary>
    public static readonly string[] OnPositions =
        ["empty", "one point", "all equal", "all invalid", "50,000 points", "NaN and 1e308", "years 1 and 9999", "dateline and poles"];

    /// <summary>What must be tried on whatever holds a series: it knows no places.</summary>
    public static readonly string[] OnSeries = OnPositions[..^1];

    /// <summary>What must be tried on whatever holds fences.</summary>
    public static readonly string[] OnFences = ["self-crossing", "holes", "zero-area rings", "dateline and poles", "NaN and 1e308"];

    private static readonly string[] _places = ["positions", "input", "body", "payload"];

    /// <summary>The members of the engine's data that hostile values go into.</summary>
    public static IEnumerable<string> MembersOf(EngineDescriptor engine) =>
        engine.InputSchema["properties"]!.AsObject().Select(member => member.Key).Where(member => Values(member).Any());

    public static IEnumerable<string> NamesOf(string member) => Values(member).Select(value => value.Name);

    /// <summary>The engine's example with that value, once with each of <see cref="HostileParameters"/>.</summary>
    public static IEnumerable<string> Of(EngineDescriptor engine, string member, string name)
    {
        var value = Values(member).Single(candidate => candidate.Name == name).Json();
        return HostileParameters.Of(engine).Select(parameters => Spliced(engine, member, value, parameters));
    }

    private static string Spliced(EngineDescriptor engine, string member, string value, JsonObject parameters)
    {
        var rest = JsonNode.Parse(engine.Example)!.AsObject();
        rest.Remove(member);
        foreach (var (name, chosen) in parameters)
        {
            rest[name] = chosen!.DeepClone();
        }

        return rest.Count == 0 ? $"{{\"{member}\":{value}}}" : $"{{\"{member}\":{value},{rest.ToJsonString()[1..]}";
    }

    private static IEnumerable<(string Name, Func<string> Json)> Values(string member) => member switch
    {
        "positions" => Tracks().Append(("50,000 points in columns", Columns)),

        // Beside what is hostile: the other member that the pipeline's example refers to.
        "input" => Tracks().Select(track => (track.Name, (Func<string>)(() =>
            $$$"""{"positions":{{{track.Json()}}},"depot":{"type":"Circle","center":[-58.4,-34.6],"radius_m":100}}"""))),
        _ when _places.Contains(member) => Tracks(),
        "series" => HostileSeries.All.Select(pair => (pair.Key, (Func<string>)(() => Member(pair.Value().ToData())))),
        "fences" => HostileFences.All.Select(pair => (pair.Key, (Func<string>)(() => $"[{string.Join(',', pair.Value())}]"))),
        "route" => HostileRoutes.All.Select(pair => (pair.Key, (Func<string>)(() =>
            $$"""{"type":"LineString","coordinates":[{{string.Join(',', pair.Value().Select(Place))}}]}"""))),
        _ => [],
    };

    private static IEnumerable<(string Name, Func<string> Json)> Tracks() =>
        HostileTracks.All.Select(pair => (pair.Key, (Func<string>)(() => Member(pair.Value().ToData()))));

    private static string Columns()
    {
        var fixes = HostileTracks.All["50,000 points"]().ToList();
        string Of(Func<Fix, double> value) => string.Join(',', fixes.Select(fix => Number(value(fix))));
        var times = Of(fix => fix.Time.ToUnixTimeMilliseconds());
        return $$"""{"t":[{{times}}],"lat":[{{Of(fix => fix.Lat)}}],"lon":[{{Of(fix => fix.Lon)}}]}""";
    }

    /// <summary>The value of the only member.</summary>
    private static string Member(string data) => data[(data.IndexOf(':', StringComparison.Ordinal) + 1)..^1];

    private static string Place((double Lon, double Lat) place) => $"[{Number(place.Lon)},{Number(place.Lat)}]";

    private static string Number(double value) => double.IsNaN(value) ? "null" : value.ToString("R", CultureInfo.InvariantCulture);
}
