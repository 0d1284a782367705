namespace TlEngine.Access.Keys;

/// <summary>A part of the list: keys of the settings first, then the others, newest first.</summary>
/// <param name="NextCursor">Where the next part begins; null at the end.</param>
public sealed record KeyPage(IReadOnlyList<SeedKey> Seeds, IReadOnlyList<ApiKey> Keys, string? NextCursor);
