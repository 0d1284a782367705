using System.CommandLine;

namespace TlEngine.Keda;

/// <summary>Manifests from the compiled functions, the simulator and the cost ceiling.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Keeps keda/ in step with the functions, replays workloads over it and sums up what it can cost.")
        {
            Commands.GenerateCommand.Create(),
            Commands.VerifyCommand.Create(),
            Commands.SimulateCommand.Create(),
            Commands.CostCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
