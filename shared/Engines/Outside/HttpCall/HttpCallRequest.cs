using TlEngine.Engines.Outside.Secrets;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>The <c>data</c> of a call, checked.</summary>
internal sealed record HttpCallRequest
{
    public required HttpCallParameters Parameters { get; init; }
    public required Uri Url { get; init; }
    public IReadOnlyList<KeyValuePair<string, SecretTemplate>> Headers { get; init; } = [];
    public ReadOnlyMemory<byte> Body { get; init; }
    public string? ContentType { get; init; }
    public CallAuth? Auth { get; init; }

    /// <summary>The member of that name; null where there is none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Methods that have the same effect however often they arrive (RFC 9110, 9.2.2).</summary>
    public bool IsIdempotent => Parameters.Method.Method is "GET" or "HEAD" or "OPTIONS" or "PUT" or "DELETE";

    /// <summary>Whether a request that may have taken effect may be sent again.</summary>
    public bool MayRepeat => IsIdempotent || Parameters.RetryUnsafe || OwnKey is not null;

    /// <summary>The caller's key, wherever it stands.</summary>
    public string? OwnKey => IdempotencyKey ?? KeyHeader?.Text;

    public bool HasKeyHeader => KeyHeader is not null;

    private SecretTemplate? KeyHeader =>
        Headers.FirstOrDefault(header => header.Key.Equals(HttpCallReader.IdempotencyHeader, StringComparison.OrdinalIgnoreCase)).Value;
}
