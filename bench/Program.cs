using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: the runner's own projects would have to restore from the same feeds. The minimum tells most on a shared machine.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithIterationCount(15).WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(StatisticColumn.Min);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
