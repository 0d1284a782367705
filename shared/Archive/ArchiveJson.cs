using System.Text.Json.Serialization;

namespace TlEngine.Archive;

/// <summary>
/// The lines and the manifests of archives, schema <see cref="Schema"/>: member names are those of the records in snake case, bytes are
/// Base64, statuses their names. Archives outlive versions: a member may be added, but never renamed or made required.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(ExecutionIdJson)])]
[JsonSerializable(typeof(ArchivedExecution))]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext
{
    public const int Schema = 1;
}
