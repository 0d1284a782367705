using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TlEngine.Tests.Api;

/// <summary>
/// Checks values by the part of JSON Schema 2020-12 that docs/openapi.yaml uses; a keyword that it does not know is a fault too, so that no
/// rule is passed over in silence.
/// </summary>
internal sealed class JsonSchema(JsonElement document)
{
    private static readonly string[] Annotations = ["description", "default", "example", "title"];

    private readonly List<string> _faults = [];

    /// <summary>One line for each thing that is wrong, with its JSON Pointer.</summary>
    public static IReadOnlyList<string> Check(JsonElement document, JsonElement schema, JsonElement value)
    {
        var checker = new JsonSchema(document);
        checker.Check(schema, value, "");
        return checker._faults;
    }

    private void Check(JsonElement schema, JsonElement value, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Holds(schema, keyword, value, path))
            {
                _faults.Add($"{(path.Length == 0 ? "/" : path)} is {Short(value)}; {keyword.Name} is {Short(keyword.Value)}");
            }
        }
    }

    private bool Holds(JsonElement schema, JsonProperty keyword, JsonElement value, string path)
    {
        var rule = keyword.Value;
        switch (keyword.Name)
        {
            case "$ref":
                Check(Resolve(rule.GetString()!), value, path);
                return true;
            case "allOf":
                foreach (var part in rule.EnumerateArray())
                {
                    Check(part, value, path);
                }

                return true;
            case "oneOf":
                return rule.EnumerateArray().Count(part => Check(document, part, value).Count == 0) == 1;
            case "type":
                return rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => Is(value, type.GetString()!)) : Is(value, rule.GetString()!);
            case "enum":
                return rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value));
            case "const":
                return JsonElement.DeepEquals(rule, value);
            case "required":
                return value.ValueKind != JsonValueKind.Object || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "properties":
                CheckMembers(schema, value, path);
                return true;
            case "additionalProperties":
                return CheckOthers(schema, rule, value, path);
            case "items":
                foreach (var (index, item) in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Index() : [])
                {
                    Check(rule, item, $"{path}/{index}");
                }

                return true;
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!);
            case "format":
                return value.ValueKind != JsonValueKind.String || HasFormat(value.GetString()!, rule.GetString()!);
            case "minLength" or "maxLength":
                return value.ValueKind != JsonValueKind.String || Fits(keyword, value.GetString()!.Length);
            case "minItems" or "maxItems":
                return value.ValueKind != JsonValueKind.Array || Fits(keyword, value.GetArrayLength());
            case "minimum" or "maximum" or "exclusiveMinimum":
                return value.ValueKind != JsonValueKind.Number || Fits(keyword, value.GetDouble());
            default:
                return Annotations.Contains(keyword.Name);
        }
    }

    private JsonElement Resolve(string reference)
    {
        var found = document;
        foreach (var name in reference.TrimStart('#', '/').Split('/'))
        {
            found = found.GetProperty(name);
        }

        return found;
    }

    private void CheckMembers(JsonElement schema, JsonElement value, string path)
    {
        foreach (var member in schema.GetProperty("properties").EnumerateObject())
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member.Name, out var found))
            {
                Check(member.Value, found, $"{path}/{member.Name}");
            }
        }
    }

    private bool CheckOthers(JsonElement schema, JsonElement rule, JsonElement value, string path)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var member in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out _))
            {
                continue;
            }

            if (rule.ValueKind == JsonValueKind.False)
            {
                _faults.Add($"{path}/{member.Name} is not in the document");
            }
            else
            {
                Check(rule, member.Value, $"{path}/{member.Name}");
            }
        }

        return true;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No type of JSON Schema."),
    };

    private static bool Fits(JsonProperty keyword, double number) => keyword.Name switch
    {
        "minLength" or "minItems" or "minimum" => number >= keyword.Value.GetDouble(),
        "exclusiveMinimum" => number > keyword.Value.GetDouble(),
        _ => number <= keyword.Value.GetDouble(),
    };

    private static bool HasFormat(string text, string format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A format that this check does not know."),
    };

    private static string Short(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
    }
}
