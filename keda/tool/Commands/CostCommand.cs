using System.CommandLine;
using TlEngine.Keda.Cost;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Commands;

/// <summary><c>cost</c>: the worst month of each environment; fails where a bound does not hold.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var keda = CommonOptions.Keda();
        var environments = CommonOptions.Environments();
        var command = new Command("cost", "Sums up the most that can run and what that costs.") { keda, environments };
        command.SetAction((arguments, cancellationToken) => Outcome.OfAsync(async () =>
        {
            var folder = arguments.GetRequiredValue(keda);
            var prices = PriceList.Load(Path.Combine(folder, "prices.yaml"));
            var chosen = arguments.GetRequiredValue(environments);
            var names = chosen.Length > 0 ? chosen : [.. RolePlan.Load(Path.Combine(folder, "roles.yaml")).Environments.Keys];
            var ceilings = new List<Ceiling>();
            foreach (var name in names)
            {
                ceilings.Add(CeilingCalculator.Of(await Kustomize.LoadAsync(folder, name, cancellationToken), prices));
                CeilingText.Write(Console.Out, ceilings[^1], prices);
            }

            CeilingText.WriteCluster(Console.Out, prices, ceilings);
            return Outcome.Report([.. ceilings.SelectMany(ceiling => ceiling.Findings)], "Every bound holds.");
        }));
        return command;
    }
}
