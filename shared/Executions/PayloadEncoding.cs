namespace TlEngine.Executions;

/// <summary>The numbers are stored: never reuse one.</summary>
public enum PayloadEncoding
{
    Plain = 0,
    Brotli = 1,

    /// <summary>What every HTTP client reads: for results that are fetched from the file store.</summary>
    Gzip = 2,
}
