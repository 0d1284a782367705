using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using TlEngine.Bench;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// What each is for: README.md beside this file.
switch (args)
{
    case ["compare"]:
        Compare.Print("");
        Console.WriteLine("\n### A sync call of clean, segment and summary, stage by stage\n");
        Stages.Print();
        return;
    case ["compare", var part]:
        Compare.Print(part);
        return;
    case ["lists", var url]:
        await new ListMeasure(url).RunAsync();
        return;
    case ["http", var url, var key]:
        await new HttpMeasure(url, key).RunAsync();
        return;
    case ["stages"]:
        Stages.Print();
        return;
    case ["writes", var url]:
        await new WriteMeasure(url).RunAsync();
        return;
}

// In this process: the runner's own projects would have to restore from the same feeds. The minimum tells most on a shared machine.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithIterationCount(15).WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(StatisticColumn.Min);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
