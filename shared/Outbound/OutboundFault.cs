namespace TlEngine.Outbound;

/// <summary>How an outgoing call went wrong.</summary>
public enum OutboundFault
{
    /// <summary>The guard does not let it out; nothing was sent.</summary>
    Refused,

    /// <summary>No connection: nothing was sent.</summary>
    Unreachable,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>The connection ended, or what came was no HTTP.</summary>
    Broken,

    /// <summary>The answer is longer than what is read.</summary>
    TooLarge,
}
