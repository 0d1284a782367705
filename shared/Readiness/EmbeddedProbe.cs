namespace TlEngine.Readiness;

/// <summary>A part that lives in this process: there is nothing that could be away.</summary>
/// <param name="required">As for the server that it stands in for.</param>
internal sealed class EmbeddedProbe(string name, bool required) : IDependencyProbe
{
    public string Name { get; } = name;

    public bool Required => required;

    public Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(new ProbeResult(true, "embedded"));
}
