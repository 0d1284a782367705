namespace TlEngine.Messaging;

/// <param name="Foreign">Queues that exist with other properties than ours and were adopted as they are.</param>
public sealed record TopologyReport(IReadOnlyList<string> Foreign);
