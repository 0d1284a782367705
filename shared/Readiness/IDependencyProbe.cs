namespace TlEngine.Readiness;

/// <summary>One row of <c>/ready</c>.</summary>
public interface IDependencyProbe
{
    /// <summary>postgres, redis, rabbitmq, consumer or s3.</summary>
    string Name { get; }

    /// <summary>Whether this process cannot work without it.</summary>
    bool Required { get; }

    /// <summary>One cheap round trip. Not ok is an answer, not an exception; the detail never names a secret or an inner address.</summary>
    Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken);
}
