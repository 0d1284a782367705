using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using TlEngine.Messaging.Tasks;

namespace TlEngine.Functions;

/// <summary>
/// Ends the Functions host together with its worker: the host owns the listeners, and would only start another worker. As the first
/// process of its container the host ends the pod, which is started anew.
/// </summary>
internal sealed partial class FunctionsHostEnd(IHostApplicationLifetime lifetime) : IProcessEnd
{
    private const int Terminate = 15;

    public void End()
    {
        Environment.ExitCode = 1;
        if (OperatingSystem.IsLinux() && ParentProcess() is > 0 and var parent)
        {
            _ = Kill(parent, Terminate);
        }

        lifetime.StopApplication();
    }

    private static int ParentProcess()
    {
        // proc(5): the fields after the command's closing parenthesis are state and parent.
        var fields = File.ReadAllText("/proc/self/stat");
        var tail = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(tail[1], CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
