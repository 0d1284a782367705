using System.Globalization;
using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Tests.Kubernetes;

/// <summary>One deliberate mistake in a rendered environment.</summary>
internal sealed record Mutation(string Name, Func<ManifestSet, ManifestSet> Apply)
{
    /// <summary>Where the mistake is made.</summary>
    public string Environment { get; init; } = "staging";

    /// <summary>
    /// Sets a member, or removes it when the value is null. Steps of the path are separated by dots: names (~ stands for a dot within one),
    /// indexes of arrays, or @name for the item of that name.
    /// </summary>
    public static Mutation Set(string name, string kind, string target, string path, JsonNode? value) => new(name, manifests =>
    {
        var steps = path.Split('.');
        var parent = At(Found(manifests, kind, target).Root, steps[..^1])
            ?? throw new InvalidOperationException($"{name}: {path} is not there.");
        if (parent is JsonArray list && value is null)
        {
            list.RemoveAt(IndexOf(list, steps[^1]));
        }
        else if (parent is JsonArray items)
        {
            items[IndexOf(items, steps[^1])] = value!.DeepClone();
        }
        else if (value is null)
        {
            Assert.True(parent.AsObject().Remove(Plain(steps[^1])), $"{name}: {path} is not there.");
        }
        else
        {
            parent.AsObject()[Plain(steps[^1])] = value.DeepClone();
        }

        return manifests;
    });

    public static Mutation Remove(string name, string kind, string target, string path) => Set(name, kind, target, path, null);

    public static Mutation Append(string name, string kind, string target, string path, JsonNode item) => new(name, manifests =>
    {
        At(Found(manifests, kind, target).Root, path.Split('.'))!.AsArray().Add(item.DeepClone());
        return manifests;
    });

    public static Mutation Drop(string name, string kind, string target) => new(name, manifests =>
        manifests with { All = [.. manifests.All.Where(manifest => manifest != Found(manifests, kind, target))] });

    public static Mutation Add(string name, string yaml) => new(name, manifests =>
        manifests with { All = [.. manifests.All, .. ManifestSet.Parse(manifests.Environment, yaml).All] });

    public override string ToString() => Name;

    /// <summary>A generated ConfigMap has a hash behind its name.</summary>
    private static Manifest Found(ManifestSet manifests, string kind, string target) =>
        manifests.Of(kind).FirstOrDefault(manifest => manifest.Name == target
            || manifest.Name.StartsWith(target + "-", StringComparison.Ordinal) && kind == "ConfigMap")
        ?? throw new InvalidOperationException($"There is no {kind} {target}.");

    private static JsonNode? At(JsonNode? node, IEnumerable<string> steps) =>
        steps.Aggregate(node, (current, step) => current is JsonArray list ? list[IndexOf(list, step)] : current.At(Plain(step)));

    private static int IndexOf(JsonArray list, string step) => step[0] == '@'
        ? list.ToList().FindIndex(item => item.Text("name") == step[1..])
        : int.Parse(step, CultureInfo.InvariantCulture);

    private static string Plain(string step) => step.Replace('~', '.');
}
