using TlEngine.Keda.Functions;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Generation;

/// <summary>Everything that follows from the functions and roles.yaml; the folders <c>generated</c> hold nothing else.</summary>
internal static class GeneratedFiles
{
    public const string Notice = "# Made by `make keda` from the compiled functions and roles.yaml. Change those, not this file.\n";

    /// <returns>Path below keda/ → text.</returns>
    public static IReadOnlyDictionary<string, string> Build(RolePlan plan, IReadOnlyList<FunctionTrigger> functions)
    {
        var assignment = RoleAssignment.Assign(plan, functions);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["base/generated/kustomization.yaml"] = Kustomization(
                assignment.Active.Select(role => $"../roles/{role}"), assignment.Active.Select(role => $"{role}.yaml")),
        };
        foreach (var role in assignment.Active)
        {
            files[$"base/generated/{role}.yaml"] = AllowListText.For(assignment, role);
        }

        foreach (var environment in plan.Environments.Keys)
        {
            var folder = $"overlays/{environment}/generated";
            var http = assignment.Active.Where(role => plan.Roles[role].Takes.Kind == TriggerKind.Http).ToList();
            files[$"{folder}/kustomization.yaml"] = Kustomization(
                http.Select(role => $"{role}.route.yaml").Concat(assignment.Active.Select(role => $"{role}.scale.yaml")), []);
            if (http.Count > 0)
            {
                var edge = $"overlays/{environment}/edge/generated";
                files[$"{edge}/kustomization.yaml"] = Kustomization(["ingress.yaml"], []);
                files[$"{edge}/ingress.yaml"] = IngressText.For(assignment, environment, functions);
            }

            foreach (var role in http)
            {
                files[$"{folder}/{role}.route.yaml"] = InterceptorRouteText.For(assignment, role, environment, functions);
            }

            foreach (var role in assignment.Active)
            {
                files[$"{folder}/{role}.scale.yaml"] = ScaledObjectText.For(assignment, role, environment);
            }
        }

        return files;
    }

    /// <summary>Differences between what is on disk and what should be, one line each.</summary>
    public static IEnumerable<string> Compare(string kedaFolder, IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(kedaFolder, path);
            if (!File.Exists(full))
            {
                yield return $"{path} is missing.";
            }
            else if (File.ReadAllText(full) != text)
            {
                yield return $"{path} does not fit the functions or roles.yaml.";
            }
        }

        foreach (var stale in Stale(kedaFolder, files))
        {
            yield return $"{stale} belongs to no role that has functions.";
        }
    }

    public static void Write(string kedaFolder, IReadOnlyDictionary<string, string> files)
    {
        foreach (var stale in Stale(kedaFolder, files).ToList())
        {
            File.Delete(Path.Combine(kedaFolder, stale));
        }

        foreach (var (path, text) in files)
        {
            var full = Path.Combine(kedaFolder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    private static IEnumerable<string> Stale(string kedaFolder, IReadOnlyDictionary<string, string> files) =>
        files.Keys.Select(path => Path.GetDirectoryName(path)!).Distinct()
            .Select(folder => Path.Combine(kedaFolder, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder))
            .Select(file => Path.GetRelativePath(kedaFolder, file).Replace('\\', '/'))
            .Where(path => !files.ContainsKey(path));

    private static string Kustomization(IEnumerable<string> resources, IEnumerable<string> patches)
    {
        var text = Notice + "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
            + string.Concat(resources.Select(resource => $"  - {resource}\n"));
        var listed = string.Concat(patches.Select(patch => $"  - path: {patch}\n"));
        return listed.Length == 0 ? text : text + "patches:\n" + listed;
    }
}
