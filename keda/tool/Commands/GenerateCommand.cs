using System.CommandLine;
using TlEngine.Keda.Functions;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Commands;

/// <summary><c>generate</c>: writes allow lists, ScaledObjects and the InterceptorRoute.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var keda = CommonOptions.Keda();
        var functions = CommonOptions.Functions();
        var command = new Command("generate", "Writes the generated manifests.") { keda, functions };
        command.SetAction((arguments, _) => Outcome.OfAsync(() =>
        {
            var folder = arguments.GetRequiredValue(keda);
            var plan = RolePlan.Load(Path.Combine(folder, "roles.yaml"));
            var files = GeneratedFiles.Build(plan, FunctionAssembly.ReadFile(arguments.GetRequiredValue(functions)));
            GeneratedFiles.Write(folder, files);
            Console.WriteLine($"{files.Count} files written below {folder}.");
            return Task.FromResult(0);
        }));
        return command;
    }
}
