namespace TlEngine.Archive;

/// <summary>What a day's archive holds.</summary>
/// <param name="Schema">The version of the lines' form.</param>
/// <param name="Day">When its executions finished, UTC.</param>
/// <param name="Executions">The sum over the parts. An execution that was restored and archived again is in two.</param>
public sealed record ArchiveManifest(int Schema, DateOnly Day, int Executions, IReadOnlyList<ArchivePart> Parts)
{
    public static ArchiveManifest Of(DateOnly day, IEnumerable<ArchivePart> parts)
    {
        ArchivePart[] ordered =
        [
            .. parts.DistinctBy(part => part.File).OrderBy(part => part.First).ThenBy(part => part.File, StringComparer.Ordinal),
        ];
        return new ArchiveManifest(ArchiveJson.Schema, day, ordered.Sum(part => part.Executions), ordered);
    }
}
