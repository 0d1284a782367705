using System.ComponentModel;
using System.Diagnostics;

namespace TlEngine.Keda.Manifests;

/// <summary>
/// Renders a folder, which needs no cluster: with <c>kubectl kustomize</c>, or with the kustomize that the variable KUSTOMIZE names.
/// </summary>
internal static class Kustomize
{
    /// <exception cref="InvalidOperationException">Kustomize is missing, or refused the folder; its own words.</exception>
    public static async Task<string> RenderAsync(string folder, CancellationToken cancellationToken)
    {
        using var process = Start(folder);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"Kustomize refused {folder}: {errors.Trim()}");
    }

    public static async Task<ManifestSet> LoadAsync(string kedaFolder, string environment, CancellationToken cancellationToken) =>
        ManifestSet.Parse(environment, await RenderAsync(Path.Combine(kedaFolder, "overlays", environment), cancellationToken));

    private static Process Start(string folder)
    {
        var start = Environment.GetEnvironmentVariable("KUSTOMIZE") is { Length: > 0 } kustomize
            ? new ProcessStartInfo(kustomize, ["build", folder])
            : new ProcessStartInfo("kubectl", ["kustomize", folder]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                $"{start.FileName} does not start: install kubectl, or let KUSTOMIZE name a kustomize; `make test` does it by itself.", exception);
        }
    }
}
