namespace TlEngine.Outbound;

/// <summary>The caller of an outgoing call gave it up.</summary>
/// <param name="sent">Whether the other side may have seen the request.</param>
internal sealed class OutboundCancelledException(bool sent, Exception innerException, CancellationToken token)
    : OperationCanceledException("The outgoing call was given up.", innerException, token)
{
    public bool Sent { get; } = sent;
}
