namespace TlEngine.Executions;

/// <summary>The numbers are stored: never reuse one.</summary>
public enum PayloadEncoding
{
    Plain = 0,
    Brotli = 1,
}
