using System.Text.Json.Nodes;

namespace TlEngine.Engines.Positions;

/// <summary>The JSON Schema of <c>positions</c>.</summary>
internal static class PositionSchema
{
    public static JsonObject Create() => new()
    {
        ["description"] = "Fixes in any order: rows, or columns of equal length. null is a measurement that failed.",
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "array", ["items"] = Object(Value) },
            Object(member => new JsonObject { ["type"] = "array", ["items"] = Value(member) })),
    };

    private static JsonObject Object(Func<PositionMember, JsonObject> schemaOf) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(PositionMember.All.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)schemaOf(member)))),
        ["required"] = new JsonArray([.. PositionMember.All.Where(member => member.Required).Select(member => (JsonNode)member.Name)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Value(PositionMember member) => new()
    {
        ["description"] = member.Description,
        ["type"] = member.Column switch
        {
            PositionColumn.Time => new JsonArray("string", "number", "null"),
            PositionColumn.Ignition => new JsonArray("boolean", "null"),
            _ => new JsonArray("number", "null"),
        },
    };
}
