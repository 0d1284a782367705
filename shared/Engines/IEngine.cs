namespace TlEngine.Engines;

/// <summary>
/// A heavy part of a tracker, behind one door. It never sees HTTP, RabbitMQ or SQL, and is called from many threads at once.
/// </summary>
public interface IEngine
{
    EngineDescriptor Descriptor { get; }

    /// <summary>
    /// Reads and checks the request, all of it, without running anything: bad input costs nothing. Bounded time; never throws for any
    /// bytes.
    /// </summary>
    Preparation Prepare(EngineRequest request);
}
