namespace TlEngine.Files;

/// <summary>What a file is to whoever reads it over HTTP.</summary>
/// <param name="Content">Content-Type.</param>
/// <param name="Encoding">Content-Encoding; null: the bytes are the content.</param>
public sealed record FileType(string Content, string? Encoding = null)
{
    public static FileType Text { get; } = new("text/plain");

    public static FileType Json { get; } = new("application/json");

    public static FileType Binary { get; } = new("application/octet-stream");
}
