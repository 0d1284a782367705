namespace TlEngine.Readiness;

/// <summary>A part that lives in this process: there is nothing that could be away.</summary>
internal sealed class EmbeddedProbe(string name) : IDependencyProbe
{
    public string Name { get; } = name;

    public bool Required => false;

    public Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(new ProbeResult(true, "embedded"));
}
