using System.Text.Json.Nodes;

namespace TlEngine.Engines;

/// <summary>One parameter of an engine: a member of <c>data</c> with a default.</summary>
/// <param name="Name">The member's name, snake_case, the unit in it.</param>
/// <param name="Type">JSON Schema type number, integer, boolean, string or array of words; or time: an RFC 3339 string or epoch milliseconds.</param>
/// <param name="Unit">For example m/s; null where it has none.</param>
/// <param name="Minimum">Smallest allowed number.</param>
/// <param name="Maximum">Largest allowed number.</param>
/// <param name="AllowedValues">The words that a string or array parameter knows.</param>
/// <param name="Source">Where the default comes from.</param>
public sealed record EngineParameter(
    string Name,
    string Type,
    JsonNode? Default,
    string Description,
    string? Unit = null,
    double? Minimum = null,
    double? Maximum = null,
    IReadOnlyList<string>? AllowedValues = null,
    string? Source = null);
