using System.Runtime.InteropServices;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>What a thread itself has worked: a bound on it holds on a machine that is busy with other things, too.</summary>
internal static class ProcessorTime
{
    private const int ThreadClock = 3;

    /// <summary>How long the work kept a processor busy. It must not leave its thread.</summary>
    public static TimeSpan Of(Action work)
    {
        var (thread, before) = (Environment.CurrentManagedThreadId, Now());
        work();
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        return Now() - before;
    }

    private static TimeSpan Now()
    {
        Assert.Equal(0, ClockGetTime(ThreadClock, out var time));
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out ClockTime time);

    private readonly record struct ClockTime(nint Seconds, nint Nanoseconds);
}
