namespace TlEngine.Tests.Chaos.Storm;

/// <summary>How a task comes in.</summary>
internal enum StormWay
{
    Single,
    Batch,
    Amqp,
}
