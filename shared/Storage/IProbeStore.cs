using TlEngine.Statistics;

namespace TlEngine.Storage;

/// <summary>How the dependencies answered, kept for seven days.</summary>
public interface IProbeStore
{
    /// <summary>Records one round at the database's now, and forgets the old.</summary>
    Task RecordAsync(IReadOnlyList<DependencyProbe> probes, CancellationToken cancellationToken);
}
