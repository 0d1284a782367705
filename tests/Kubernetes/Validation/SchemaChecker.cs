using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlEngine.Keda.Manifests;

namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>
/// Checks a manifest as an API server would: the subset of JSON Schema that Kubernetes and CRDs use, and what they add to it.
/// One line for each thing that is wrong, with its path.
/// </summary>
internal sealed class SchemaChecker(SchemaSet schemas)
{
    private readonly List<string> _findings = [];

    public static IReadOnlyList<string> Check(Manifest manifest)
    {
        var checker = new SchemaChecker(SchemaSet.Default);
        checker.CheckManifest(manifest);
        return [.. checker._findings.Select(finding => $"{manifest}: {finding}")];
    }

    private void CheckManifest(Manifest manifest)
    {
        if (schemas.Of(manifest) is not { } schema)
        {
            _findings.Add($"no schema for {manifest.ApiVersion} {manifest.Kind}");
            return;
        }

        Check(manifest.Root, schema, "");
        if (manifest.Root.At("metadata") is { } metadata)
        {
            // CRDs leave metadata open.
            Check(metadata, schemas.ObjectMeta, "/metadata");
        }

        _findings.AddRange(ObjectNames.Problems(manifest));
    }

    private void Check(JsonNode? value, JsonNode unresolved, string path)
    {
        if (unresolved.Text("$ref") is { } reference && reference.EndsWith("resource.Quantity", StringComparison.Ordinal))
        {
            if (Quantity.TryParse(value.Text()) is null)
            {
                Add(path, $"{value?.ToJsonString()} is no quantity");
            }

            return;
        }

        var schema = schemas.Resolve(unresolved);
        if (value is null)
        {
            if (schema.Text("nullable") != "true")
            {
                Add(path, "is null");
            }
        }
        else if (schema.Text("x-kubernetes-int-or-string") == "true" || schema.Text("format") == "int-or-string")
        {
            if (value.GetValueKind() is not JsonValueKind.String && !IsInteger(value))
            {
                Add(path, "is neither an integer nor text");
            }

            CheckText(value, schema, path);
        }
        else if (HasType(value, schema.Text("type"), path))
        {
            CheckValue(value, schema, path);
        }
    }

    private void CheckValue(JsonNode value, JsonNode schema, string path)
    {
        switch (value)
        {
            case JsonObject map:
                CheckObject(map, schema, path);
                break;
            case JsonArray list:
                CheckArray(list, schema, path);
                break;
            default:
                CheckText(value, schema, path);
                CheckNumber(value, schema, path);
                break;
        }

        foreach (var rule in schema.Items("x-kubernetes-validations"))
        {
            if (!CelRules.Holds(rule.Text("rule")!, value))
            {
                Add(path, rule.Text("message") ?? rule.Text("rule")!);
            }
        }
    }

    private void CheckObject(JsonObject map, JsonNode schema, string path)
    {
        foreach (var name in schema.Items("required").Select(name => name.GetValue<string>()).Where(name => !map.ContainsKey(name)))
        {
            Add(path, $"{name} is missing");
        }

        var properties = schema.At("properties");
        var additional = schema.At("additionalProperties");
        foreach (var (name, member) in map)
        {
            if (properties.At(name) is { } known)
            {
                Check(member, known, $"{path}/{name}");
            }
            else if (additional is JsonObject)
            {
                Check(member, additional, $"{path}/{name}");
            }
            else if (properties is not null && additional is null && schema.Text("x-kubernetes-preserve-unknown-fields") != "true")
            {
                Add(path, $"{name} is unknown");
            }
        }
    }

    private void CheckArray(JsonArray list, JsonNode schema, string path)
    {
        if (list.Count < (schema.Int("minItems") ?? 0))
        {
            Add(path, "has too few items");
        }

        for (var i = 0; i < list.Count; i++)
        {
            Check(list[i], schema.At("items")!, $"{path}/{i}");
        }

        var keys = schema.Text("x-kubernetes-list-type") switch
        {
            "map" => list.Select(item => string.Join('|', schema.Items("x-kubernetes-list-map-keys")
                .Select(key => item.Text(key.GetValue<string>())))),
            "set" => list.Select(item => item?.ToJsonString() ?? ""),
            _ => [],
        };
        foreach (var twice in keys.GroupBy(key => key).Where(group => group.Count() > 1))
        {
            Add(path, $"{twice.Key} stands there twice");
        }
    }

    private void CheckText(JsonNode value, JsonNode schema, string path)
    {
        var text = value.Text()!;
        if (schema.At("enum") is not null && !schema.Items("enum").Any(allowed => allowed.Text() == text))
        {
            Add(path, $"{text} is none of {schema.At("enum")!.ToJsonString()}");
        }

        if (schema.Text("pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            Add(path, $"{text} does not match {pattern}");
        }

        if (value.GetValueKind() == JsonValueKind.String && (text.Length < (schema.Int("minLength") ?? 0)
            || text.Length > (schema.Int("maxLength") ?? int.MaxValue)))
        {
            Add(path, "is too short or too long");
        }
    }

    private void CheckNumber(JsonNode value, JsonNode schema, string path)
    {
        if (value.GetValueKind() == JsonValueKind.Number && double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) is var number
            && (number < (schema.Int("minimum") ?? double.MinValue) || number > (schema.Int("maximum") ?? double.MaxValue)))
        {
            Add(path, $"{number} is out of range");
        }
    }

    private bool HasType(JsonNode value, string? type, string path)
    {
        var kind = value.GetValueKind();
        var fits = type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => IsInteger(value),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
        if (!fits)
        {
            Add(path, $"{value.ToJsonString()} is no {type}");
        }

        return fits;
    }

    private static bool IsInteger(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _);

    private void Add(string path, string problem) => _findings.Add($"{(path.Length == 0 ? "/" : path)} {problem}");
}
