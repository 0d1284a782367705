using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Bench;

/// <summary>Everything that has a target or a plain way, in one run, as Markdown.</summary>
internal static class Compare
{
    public static void Print()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors, "
            + $"vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits");
        Print("Loops", KernelContests.All());
        Print("Engines, from the request's bytes to the result's", EngineContests.All());
        Console.WriteLine("\n### A sync call of clean, segment and summary, stage by stage\n");
        Stages.Print();
    }

    private static void Print(string title, IEnumerable<Contest> contests)
    {
        Contest.PrintHead(title);
        foreach (var contest in contests)
        {
            contest.Print();
        }
    }
}
