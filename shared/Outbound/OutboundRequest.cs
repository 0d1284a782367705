namespace TlEngine.Outbound;

/// <summary>A request to send, possibly several times.</summary>
internal sealed record OutboundRequest(HttpMethod Method, Uri Url)
{
    /// <summary>Names as HTTP knows them, checked by <see cref="OutboundHeaders"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Null: no Content-Type is sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>From the first address asked for to the last byte of the answer.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The answer's body is not read: its status tells all.</summary>
    public bool HeadersOnly { get; init; }

    public int LargestAnswer { get; init; } = OutboundClient.LargestAnswer;
}
