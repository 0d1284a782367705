using System.Diagnostics;

namespace TlEngine.Tests.Servers;

public sealed class ReaperTests
{
    [Fact]
    public async Task Reap_ServerStillRunning_EndsItAndRemovesFolder()
    {
        var folder = RunFolder.ForServer("reaper");
        using var server = Start(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.pid"), $"{server.Id} TERM\n");

        await RunFolder.ReapAsync(folder);
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Reap_PidOfSomebodyElse_LeavesItAlone()
    {
        var folder = RunFolder.ForServer("reaper");
        using var stranger = Start(Path.GetTempPath());
        await File.WriteAllTextAsync(Path.Combine(folder, "server.pid"), $"{stranger.Id} KILL\n");

        await RunFolder.ReapAsync(folder);
        Assert.False(Directory.Exists(folder));
        Assert.False(stranger.HasExited);
        stranger.Kill();
        await stranger.WaitForExitAsync();
    }

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo("sleep", ["300"]) { WorkingDirectory = folder })!;
}
