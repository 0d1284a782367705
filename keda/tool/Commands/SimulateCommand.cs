using System.CommandLine;
using TlEngine.Keda.Cost;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Keda.Simulation;

namespace TlEngine.Keda.Commands;

/// <summary><c>simulate</c>: replays a trace over the manifests of one environment.</summary>
internal static class SimulateCommand
{
    /// <summary>A fixed day, so that the same trace gives the same answer whenever it is asked.</summary>
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var keda = CommonOptions.Keda();
        var environment = new Option<string>("--env") { Description = "The environment.", DefaultValueFactory = _ => "staging" };
        var trace = new Option<string>("--trace")
        {
            Description = $"A CSV file ({Trace.Header}), the name of one in keda/traces, or \"year\" for the seasonal one.",
            Required = true,
        };
        var hours = new Option<double>("--hours") { Description = "At least this long.", DefaultValueFactory = _ => 0 };
        var svg = new Option<string?>("--svg") { Description = "Where to write the chart." };
        var command = new Command("simulate", "Replays a workload and shows replicas, waits, cold starts, pod-hours and cost.")
        {
            keda, environment, trace, hours, svg,
        };
        command.SetAction((arguments, cancellationToken) => Outcome.OfAsync(async () =>
        {
            var folder = arguments.GetRequiredValue(keda);
            var plan = RolePlan.Load(Path.Combine(folder, "roles.yaml"));
            var prices = PriceList.Load(Path.Combine(folder, "prices.yaml"));
            var name = arguments.GetRequiredValue(environment);
            var manifests = await Kustomize.LoadAsync(folder, name, cancellationToken);
            var targets = ScaledTargets.From(
                manifests, plan.ColdStartSeconds, deployment => (double)prices.PodHour(PodRequests.Of(deployment)), Epoch);
            var report = Replay.Run(targets, LoadTrace(folder, arguments.GetRequiredValue(trace)), arguments.GetValue(hours) * 3600);
            report.Write(Console.Out);
            if (arguments.GetValue(svg) is { } path)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                await File.WriteAllTextAsync(path, ReplayChart.Draw(report, $"{arguments.GetRequiredValue(trace)} in {name}"),
                    cancellationToken);
                Console.WriteLine($"Chart: {path}");
            }

            return 0;
        }));
        return command;
    }

    private static Trace LoadTrace(string folder, string name)
    {
        if (name == "year")
        {
            return SeasonalTrace.Build(Epoch);
        }

        var known = Path.Combine(folder, "traces", name + ".csv");
        return Trace.Parse(File.ReadLines(File.Exists(known) ? known : name));
    }
}
