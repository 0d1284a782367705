using System.CommandLine;
using TlEngine.Keda.Functions;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Keda.Rules;

namespace TlEngine.Keda.Commands;

/// <summary><c>verify</c>: says where the manifests do not fit the functions, and which rule they break.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var keda = CommonOptions.Keda();
        var functions = CommonOptions.Functions();
        var command = new Command("verify", "Compares the manifests with the functions and checks the rules.") { keda, functions };
        command.SetAction((arguments, cancellationToken) => Outcome.OfAsync(async () =>
        {
            var folder = arguments.GetRequiredValue(keda);
            var plan = RolePlan.Load(Path.Combine(folder, "roles.yaml"));
            var compiled = FunctionAssembly.ReadFile(arguments.GetRequiredValue(functions));
            var findings = GeneratedFiles.Compare(folder, GeneratedFiles.Build(plan, compiled)).ToList();
            foreach (var environment in plan.Environments.Keys)
            {
                var manifests = await Kustomize.LoadAsync(folder, environment, cancellationToken);
                findings.AddRange(RuleBook.Check(manifests, plan, compiled).Select(finding => $"{environment}: {finding}"));
            }

            return Outcome.Report(findings, $"{compiled.Count} functions and {plan.Environments.Count} environments fit.");
        }));
        return command;
    }
}
