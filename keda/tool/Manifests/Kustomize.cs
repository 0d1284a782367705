using System.Diagnostics;

namespace TlEngine.Keda.Manifests;

/// <summary>Renders a folder with <c>kubectl kustomize</c>, which needs no cluster.</summary>
internal static class Kustomize
{
    /// <exception cref="InvalidOperationException">Kustomize refused the folder; its own words.</exception>
    public static async Task<string> RenderAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("kubectl did not start; is it installed?");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"kubectl kustomize {folder} failed: {errors.Trim()}");
    }

    public static async Task<ManifestSet> LoadAsync(string kedaFolder, string environment, CancellationToken cancellationToken) =>
        ManifestSet.Parse(environment, await RenderAsync(Path.Combine(kedaFolder, "overlays", environment), cancellationToken));
}
