using System.Diagnostics;
using System.Runtime.Versioning;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes;

/// <summary>A folder in which scripts run, with a kubectl that writes down what it is asked.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ScriptFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("tl-engine-scripts-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <param name="script">Of keda/scripts.</param>
    /// <param name="environment">Its argument.</param>
    /// <param name="answers">Branches of a shell case over kubectl's arguments; everything else succeeds silently.</param>
    public async Task<ScriptRun> RunAsync(string script, string environment, string answers = "")
    {
        var kubectl = Path.Combine(Folder, "kubectl");
        await File.WriteAllTextAsync(kubectl, $$"""
            #!/usr/bin/env bash
            case "$*" in apply\ *"--filename -") cat >/dev/null ;; esac
            echo "$*" >> "{{Folder}}/calls"
            cd "{{Folder}}"
            case "$*" in
            {{answers}}
            esac
            """);
        File.SetUnixFileMode(kubectl, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return await StartAsync(Path.Combine(RepositoryRoot.File("keda"), "scripts", script), environment);
    }

    /// <summary>A folder with the programs that a script needs to get as far as looking for kubectl.</summary>
    public string OnlyBash()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "bin")).FullName;
        foreach (var program in (string[])["bash", "env", "dirname"])
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), $"/usr/bin/{program}");
        }

        return folder;
    }

    public Task<ScriptRun> StartAsync(string script, params string[] arguments) =>
        StartWithAsync(Folder + ":" + Environment.GetEnvironmentVariable("PATH"), script, arguments);

    public async Task<ScriptRun> StartWithAsync(string path, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(script, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Folder,
            Environment = { ["PATH"] = path, ["SMOKE_SECONDS"] = "1", ["SMOKE_PAUSE"] = "0.2",
                ["GIT_AUTHOR_NAME"] = "t", ["GIT_AUTHOR_EMAIL"] = "t@example.com", ["GIT_COMMITTER_NAME"] = "t",
                ["GIT_COMMITTER_EMAIL"] = "t@example.com", ["GIT_CONFIG_GLOBAL"] = "/dev/null" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var calls = Path.Combine(Folder, "calls");
        return new ScriptRun(process.ExitCode, await output, error, File.Exists(calls) ? await File.ReadAllLinesAsync(calls) : []);
    }
}
