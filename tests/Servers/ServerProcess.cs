using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TlEngine.Tests.Servers;

/// <summary>One running program of a server: its pid file, its log, its end.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _pidFile;
    private readonly string _logFile;

    private ServerProcess(Process process, string pidFile, string logFile)
    {
        _process = process;
        _pidFile = pidFile;
        _logFile = logFile;
    }

    /// <summary>Starts a program in a folder, which becomes its working directory.</summary>
    /// <param name="endSignal">What <c>reap.sh</c> sends when nobody has stopped it.</param>
    public static ServerProcess Start(
        string name, string folder, IReadOnlyList<string> command, ServerSignal endSignal, IReadOnlyDictionary<string, string>? environment = null)
    {
        var logFile = Path.Combine(folder, $"{name}.log");
        // The shell is replaced by the program, so the pid is the program's own.
        string[] arguments = ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", logFile, .. command];
        var start = new ProcessStartInfo("/bin/sh", arguments) { WorkingDirectory = folder };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var pidFile = Path.Combine(folder, $"{name}.pid");
        File.WriteAllText(pidFile, $"{process.Id} {endSignal.ToString().ToUpperInvariant()}\n");
        return new ServerProcess(process, pidFile, logFile);
    }

    /// <summary>Polls until the server answers; an early end of the program or two minutes without an answer fail with the end of its log.</summary>
    public async Task WaitUntilAsync(Func<Task<bool>> answers)
    {
        try
        {
            await Poll.UntilAsync("the server answers", TimeSpan.FromMinutes(2), async () => _process.HasExited || await answers());
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException(LogTail(), exception);
        }

        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The server ended with {_process.ExitCode} while starting.\n{LogTail()}");
        }
    }

    /// <summary>Sends a signal and waits for the end; past the patience it kills.</summary>
    public async Task EndAsync(ServerSignal signal, TimeSpan patience)
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, (int)signal);
            using var deadline = new CancellationTokenSource(patience);
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        File.Delete(_pidFile);
    }

    /// <summary>Whether any process has the folder as its working directory.</summary>
    public static bool AnyIn(string folder) =>
        Directory.EnumerateDirectories("/proc").Any(process => Directory.Exists($"{process}/cwd") && WorkingFolderOf(process) == folder);

    private static string? WorkingFolderOf(string process)
    {
        try
        {
            return Directory.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName;
        }
        // Ended in between, or somebody else's.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What it has in memory, in bytes.</summary>
    public long WorkingSet()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose() => _process.Dispose();

    private string LogTail() => File.Exists(_logFile) ? string.Join('\n', File.ReadLines(_logFile).TakeLast(30)) : "";

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
