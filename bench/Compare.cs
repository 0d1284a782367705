using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Bench;

/// <summary>What has a target or a plain way, in one run, as Markdown.</summary>
internal static class Compare
{
    /// <param name="part">Of the names of the jobs to measure.</param>
    public static void Print(string part)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors, "
            + $"vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits");
        Print("Loops", KernelContests.All(), part);
        Print("Engines, from the request's bytes to the result's", EngineContests.All(), part);
    }

    private static void Print(string title, IEnumerable<Contest> contests, string part)
    {
        Contest.PrintHead(title);
        foreach (var contest in contests.Where(contest => contest.Job.Contains(part, StringComparison.Ordinal)))
        {
            contest.Print();
        }
    }
}
