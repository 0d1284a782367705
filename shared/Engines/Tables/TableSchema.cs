using System.Text.Json.Nodes;

namespace TlEngine.Engines.Tables;

/// <summary>The JSON Schema of a table.</summary>
internal static class TableSchema
{
    /// <param name="rows">What its rows are, the first word of the description.</param>
    public static JsonObject Create(Table table, string rows) => new()
    {
        ["description"] = $"{rows} in any order: rows, or columns of equal length. null is a measurement that failed.",
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "array", ["items"] = Object(table, Value) },
            Object(table, member => new JsonObject { ["type"] = "array", ["items"] = Value(member) })),
    };

    private static JsonObject Object(Table table, Func<TableMember, JsonObject> schemaOf) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(table.Members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)schemaOf(member)))),
        ["required"] = new JsonArray([.. table.Members.Where(member => member.Required).Select(member => (JsonNode)member.Name)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Value(TableMember member) => new()
    {
        ["description"] = member.Description,
        ["type"] = member.Kind switch
        {
            MemberKind.Time => new JsonArray("string", "number", "null"),
            MemberKind.Flag => new JsonArray("boolean", "null"),
            _ => new JsonArray("number", "null"),
        },
    };
}
