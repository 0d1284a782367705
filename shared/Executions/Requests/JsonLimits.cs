namespace TlEngine.Executions.Requests;

/// <summary>What a body may be, over HTTP and AMQP alike.</summary>
public static class JsonLimits
{
    /// <summary>10 MB, as 10 × 1,024 × 1,024 bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    public const int MaxDepth = 64;
}
