namespace TlEngine.Outbound;

/// <summary>An address that outgoing calls may not reach. Nothing was sent.</summary>
/// <param name="message">What, which address, what to do; for the caller.</param>
public sealed class OutboundRefusedException(string message) : Exception(message);
