namespace TlEngine.Files;

/// <summary>
/// A key is relative, its segments are separated by one slash each, none is <c>.</c> or <c>..</c>, and no character is a backslash or a
/// control character; so it means the same in a bucket and under a folder.
/// </summary>
internal static class FileKey
{
    private const int MaxLength = 900;

    public static string Checked(string key) =>
        key.Length is > 0 and <= MaxLength && key.Split('/').All(IsSegment)
            ? key
            : throw new ArgumentException(
                $"The file key '{key}' is empty, too long, absolute or holds a segment that no file may have.", nameof(key));

    /// <summary>A prefix may be empty, end in a slash, or stop inside a segment.</summary>
    public static string CheckedPrefix(string prefix)
    {
        if (prefix.Length > 0)
        {
            Checked(prefix.EndsWith('/') ? prefix[..^1] : prefix);
        }

        return prefix;
    }

    private static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..") && !segment.Any(character => character is '\\' || char.IsControl(character));
}
