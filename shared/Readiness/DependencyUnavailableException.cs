namespace TlEngine.Readiness;

/// <summary>A server that this process needs cannot be reached right now; calling again later may work.</summary>
/// <param name="dependency">postgres, redis, rabbitmq or s3.</param>
public sealed class DependencyUnavailableException(string dependency, Exception? innerException)
    : Exception($"The dependency {dependency} is not available; try again in a few seconds.", innerException)
{
    public string Dependency { get; } = dependency;
}
