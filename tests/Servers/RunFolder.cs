using System.Diagnostics;

namespace TlEngine.Tests.Servers;

/// <summary>
/// The folder that holds every server of this test process: a fresh one in TL_TEST_RUN_DIR, or else in the temp directory. It and what runs in it
/// end with the process, however that ends: <c>reap.sh</c> waits at the other end of a pipe.
/// </summary>
internal static class RunFolder
{
    private static readonly Lazy<string> _path = new(Create);
    private static Process? _reaper;
    private static int _last;

    /// <summary>A new folder for one server.</summary>
    public static string ForServer(string name)
    {
        var folder = Path.Combine(_path.Value, $"{name}-{Interlocked.Increment(ref _last)}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Ends what runs in a folder and removes the folder.</summary>
    public static Task ReapAsync(string folder) => Tool.RunAsync("/bin/sh", [Script, folder]);

    private static string Script => Path.Combine(AppContext.BaseDirectory, "Servers", "reap.sh");

    private static string Create()
    {
        var parent = Environment.GetEnvironmentVariable("TL_TEST_RUN_DIR") is { Length: > 0 } given ? given : Path.GetTempPath();
        Directory.CreateDirectory(parent);
        var folder = Path.Combine(parent, $"tl-engine-test-{Environment.ProcessId}-{Random.Shared.Next():x8}");
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL runs as another user when the tests run as root, so others may pass through.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        }

        StartReaper(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _reaper?.StandardInput.Close();
        return folder;
    }

    // In a session of its own and a child of nobody: what ends the test process, a runner killing the whole tree for example, leaves it alone.
    private static void StartReaper(string folder)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["--fork", "/bin/sh", "-c", "exec /bin/sh \"$0\" \"$1\" >/dev/null 2>&1", Script, folder])
        {
            start.ArgumentList.Add(argument);
        }

        _reaper = Process.Start(start);
    }
}
