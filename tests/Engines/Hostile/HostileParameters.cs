using System.Text.Json.Nodes;
using TlEngine.Engines;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>The parameters that hostile data is tried with: the defaults, and whatever takes an engine another way.</summary>
internal static class HostileParameters
{
    private const string AllStatistics =
        """
        "statistics":["count","sum","mean","time_weighted_mean","min","max","first","last","stddev",
        "p50","p75","p90","p95","p99","increase","rate_per_s","resets"]
        """;

    /// <summary>Where single words are not the worst.</summary>
    private static readonly Dictionary<string, string[]> _worst = new()
    {
        ["series.anomaly"] =
        [
            """{"method":"modified_z","baseline":"hour_of_week","time_zone":"Pacific/Apia","direction":"low"}""",
            """{"method":"hampel","hampel_half_window":25,"equal_times":"all"}""",
            """{"method":"ewma"}""",
            """{"method":"ewma","ewma_target":1e308,"ewma_sigma":1e-300,"equal_times":"last"}""",
            """{"method":"iqr","iqr_factor":0,"direction":"high"}""",
        ],
        ["series.aggregate"] =
        [
            $$"""{{{AllStatistics}},"bucket":"PT0.001S","gap_fill":"none"}""",
            $$"""{{{AllStatistics}},"bucket":"hour","time_zone":"Australia/Lord_Howe","equal_times":"all","gap_fill":"none"}""",
            $$"""{{{AllStatistics}},"bucket":"P1Y","time_zone":"Pacific/Apia","gap_fill":"linear"}""",
            $$"""{{{AllStatistics}},"bucket":"quarter","time_zone":"Africa/Monrovia","gap_fill":"locf","course":"linear"}""",
            """{"bucket":"year","gap_fill":"null","equal_times":"last"}""",
        ],
        ["track.simplify"] =
        [
            """{"method":"douglas_peucker","tolerance_m":0.01}""",
            """{"method":"douglas_peucker","distance_to":"line","tolerance_m":0.01}""",
            """{"method":"visvalingam","tolerance_m":0.01}""",
            """{"method":"douglas_peucker","distance_to":"line","tolerance_m":0.01}""",
            """{"method":"time_ratio","tolerance_m":0.01}""",
            """{"distance_model":"sphere","radius_m":1}""",
        ],
    };

    public static IEnumerable<JsonObject> Of(EngineDescriptor engine) =>
        (_worst.TryGetValue(engine.Id, out var worst) ? worst.Select(Parse) : EachWord(engine)).Prepend([]);

    private static IEnumerable<JsonObject> EachWord(EngineDescriptor engine) =>
        from parameter in engine.Parameters
        where parameter is { Type: "string", AllowedValues: not null }
        from word in parameter.AllowedValues!
        where word != parameter.Default?.GetValue<string>()
        select new JsonObject { [parameter.Name] = word };

    private static JsonObject Parse(string parameters) => JsonNode.Parse(parameters)!.AsObject();
}
