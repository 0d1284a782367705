using TlEngine.Readiness;

namespace TlEngine.Files.S3;

/// <summary>S3 is never required: what should go there stays in the database until it is back.</summary>
internal sealed class S3Probe(S3FileStore files) : IDependencyProbe
{
    public string Name => "s3";

    public bool Required => false;

    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await files.ProbeAsync(cancellationToken);
            return ProbeResult.Healthy;
        }
        catch (DependencyUnavailableException)
        {
            return new ProbeResult(false, "The file store cannot be reached or refuses us; files stay in the database.");
        }
    }
}
