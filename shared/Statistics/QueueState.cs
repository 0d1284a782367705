namespace TlEngine.Statistics;

/// <param name="Ready">Messages waiting for a consumer; null while the broker does not answer.</param>
/// <param name="Unacked">Messages handed out and not acknowledged; null where the protocol does not tell, as AMQP does not.</param>
/// <param name="OldestAgeS">Seconds since the oldest row of the queue became due; null where none waits or the queue has no rows.</param>
public sealed record QueueState(string Name, long? Ready, long? Unacked, double? OldestAgeS);
