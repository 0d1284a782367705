using System.Text.Json;
using System.Text.Json.Serialization;
using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>The few lists that a row holds as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<InputError>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string? Errors(ExecutionError? error) =>
        error?.Errors is { } errors ? JsonSerializer.Serialize(errors, Default.IReadOnlyListInputError) : null;

    public static IReadOnlyList<InputError>? Errors(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, Default.IReadOnlyListInputError);

    public static string Tags(IReadOnlyList<string> tags) =>
        JsonSerializer.Serialize([.. tags.Select(StoredText.Clean)], Default.IReadOnlyListString);

    public static IReadOnlyList<string> Tags(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListString)!;
}
