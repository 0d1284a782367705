namespace TlEngine.Outbound;

/// <summary>An outgoing call without a complete answer.</summary>
/// <param name="sent">Whether the other side may have seen the request.</param>
/// <param name="message">What happened, for the caller; no secret in it.</param>
internal sealed class OutboundException(OutboundFault fault, bool sent, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public OutboundFault Fault { get; } = fault;

    public bool Sent { get; } = sent;
}
