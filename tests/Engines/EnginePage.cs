using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TlEngine.Engines;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines;

/// <summary>
/// The page of an engine, docs/engines/{id}.md. Its parts between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c> are made from
/// the engine: <c>parameters</c>, <c>example</c> and <c>result</c>.
/// </summary>
internal sealed partial class EnginePage(IEngine engine)
{
    private const int Width = 110;

    public static readonly string[] Parts = ["parameters", "example", "result"];

    public string Path { get; } = RepositoryRoot.File($"docs/engines/{engine.Descriptor.Id}.md");

    public string Written(string part) => PartOf(part).Match(File.ReadAllText(Path)).Groups["text"].Value.Trim();

    public string Made(string part) => part switch
    {
        "parameters" => Table(),
        "example" => $"```sh\n{Curl()}\n```",
        "result" => Durations().Replace($"```json\n{Pretty(engine.Run(engine.Descriptor.Example), 0)}\n```", "$1 0.25"),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No such part."),
    };

    public void Update() => File.WriteAllText(Path, Filled(File.ReadAllText(Path)));

    /// <summary>The page with its parts made anew.</summary>
    public string Filled(string page) => Parts.Aggregate(page, (text, part) =>
        PartOf(part).Replace(text, match => $"{match.Groups["start"].Value}\n{Made(part)}\n{match.Groups["end"].Value}"));

    /// <summary>The engine's line in docs/engines/README.md.</summary>
    public string IndexLine()
    {
        var (id, how) = (engine.Descriptor.Id, engine.Descriptor.Deterministic ? "yes" : "no");
        return $"| [{id}]({id}.md) | {engine.Descriptor.Summary} | {how} | {(engine.Descriptor.SideEffects ? "yes" : "no")} |";
    }

    private static Regex PartOf(string part) =>
        new($"(?<start><!-- {part} -->)(?<text>.*?)(?<end><!-- /{part} -->)", RegexOptions.Singleline);

    /// <summary>How long something took is never the same twice.</summary>
    [GeneratedRegex("(\"duration_ms\":) ?[0-9.]+")]
    private static partial Regex Durations();

    /// <summary>The example as a call: what README says of the address and the key is all that it needs.</summary>
    private string Curl() =>
        $$$"""
        curl -s "$TL_ENGINE_URL/api/v1/engines/{{{engine.Descriptor.Id}}}/execute" -H "X-API-Key: $TL_ENGINE_KEY" \
          -H 'Content-Type: application/json' -d @- <<'JSON'
        {"data": {{{engine.Descriptor.Example}}}}
        JSON
        """;

    private string Table()
    {
        if (engine.Descriptor.Parameters.Count == 0)
        {
            return "None: all that it takes is described above.";
        }

        var table = new StringBuilder("| parameter | unit | default | range | what it does | source of the default |\n|---|---|---|---|---|---|\n");
        foreach (var parameter in engine.Descriptor.Parameters)
        {
            var @default = parameter.Default is null ? "" : $"`{parameter.Default.ToJsonString()}`";
            table.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}` | {parameter.Unit} | {@default} | {Range(parameter)} ");
            table.Append(CultureInfo.InvariantCulture, $"| {parameter.Description} | {parameter.Source} |\n");
        }

        return table.ToString().TrimEnd();
    }

    private static string Range(EngineParameter parameter) => parameter switch
    {
        { AllowedValues: { } words } => string.Join(", ", words.Select(word => $"`{word}`")),
        { Minimum: null, Maximum: null } => parameter.Type,
        _ => $"{Number(parameter.Minimum)} to {Number(parameter.Maximum)}",
    };

    private static string Number(double? value) =>
        value?.ToString(Math.Abs(value.Value) is >= 1e4 and < 1e13 ? "#,0" : "R", CultureInfo.InvariantCulture) ?? "any";

    /// <summary>On one line what fits on it.</summary>
    private static string Pretty(JsonElement element, int depth)
    {
        var line = element.GetRawText();
        return line.Length <= Width && depth > 0 ? line : element.ValueKind switch
        {
            JsonValueKind.Object =>
                Block('{', '}', element.EnumerateObject().Select(p => $"\"{p.Name}\": {Pretty(p.Value, depth + 1)}"), depth),
            JsonValueKind.Array =>
                Block('[', ']', element.EnumerateArray().Select(item => Pretty(item, depth + 1)), depth),
            _ => line,
        };
    }

    private static string Block(char start, char end, IEnumerable<string> lines, int depth)
    {
        var margin = new string(' ', depth * 2);
        return $"{start}\n{string.Join(",\n", lines.Select(line => $"{margin}  {line}"))}\n{margin}{end}";
    }
}
