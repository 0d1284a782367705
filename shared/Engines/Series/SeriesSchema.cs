using System.Text.Json.Nodes;

namespace TlEngine.Engines.Series;

/// <summary>The JSON Schema of <c>series</c>.</summary>
internal static class SeriesSchema
{
    public static JsonObject Create() => new()
    {
        ["description"] = "Points in any order: rows, or columns of equal length. null is a measurement that failed.",
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "array", ["items"] = Object(Time(), Value()) },
            Object(ArrayOf(Time()), ArrayOf(Value()))),
    };

    private static JsonObject Object(JsonObject time, JsonObject value) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [SeriesMember.Time] = time, [SeriesMember.Value] = value },
        ["required"] = new JsonArray(SeriesMember.Time, SeriesMember.Value),
        ["additionalProperties"] = false,
    };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Time() => new()
    {
        ["description"] = "time: RFC 3339 or epoch milliseconds",
        ["type"] = new JsonArray("string", "number", "null"),
    };

    private static JsonObject Value() => new()
    {
        ["description"] = "the measurement, in any unit",
        ["type"] = new JsonArray("number", "null"),
    };
}
