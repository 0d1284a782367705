using System.Text.Json.Nodes;

namespace TlEngine.Engines.Parameters;

/// <summary>The JSON Schema of an engine's <c>data</c>: its own members and its parameters, flat beside each other.</summary>
internal static class InputSchema
{
    /// <param name="subject">The required member that is no parameter.</param>
    /// <param name="schema">The subject's schema.</param>
    /// <param name="parameters">The members with defaults.</param>
    public static JsonObject Create(string subject, JsonObject schema, IEnumerable<EngineParameter> parameters) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["properties"] = new JsonObject(
            parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)Of(parameter)))
                .Prepend(KeyValuePair.Create(subject, (JsonNode?)schema))),
        ["required"] = new JsonArray(subject),
        ["additionalProperties"] = false,
    };

    private static JsonObject Of(EngineParameter parameter)
    {
        var schema = new JsonObject
        {
            ["description"] = parameter.Unit is null ? parameter.Description : $"{parameter.Description} Unit: {parameter.Unit}.",
            ["type"] = parameter.Type == "time" ? new JsonArray("string", "number", "null") : new JsonArray(parameter.Type, "null"),
        };
        if (parameter is { Type: "array", AllowedValues: { } items })
        {
            schema["items"] = new JsonObject { ["enum"] = new JsonArray([.. items.Select(word => (JsonNode)word)]) };
            schema["uniqueItems"] = true;
        }
        else if (parameter.AllowedValues is { } words)
        {
            schema["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word), null]);
        }

        if (parameter.Minimum is { } minimum)
        {
            schema["minimum"] = minimum;
        }

        if (parameter.Maximum is { } maximum)
        {
            schema["maximum"] = maximum;
        }

        if (parameter.Default is { } @default)
        {
            schema["default"] = @default.DeepClone();
        }

        return schema;
    }
}
