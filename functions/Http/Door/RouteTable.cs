using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// The routes of all HTTP functions, read from their attributes: which methods a path has. A parameter stands for one segment; a
/// catch-all names no path of its own and is left out.
/// </summary>
public sealed class RouteTable
{
    private readonly (string[] Segments, string[] Methods)[] _routes =
    [
        .. from type in typeof(RouteTable).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger?.Methods is { Length: > 0 } && trigger.Route?.Contains("{*", StringComparison.Ordinal) != true
           select (Split(trigger.Route ?? ""), trigger.Methods!),
    ];

    /// <summary>In upper case, ordered; empty for a path that no function has.</summary>
    public IReadOnlyList<string> MethodsOf(PathString path)
    {
        var segments = Split(path.Value ?? "");
        return
        [
            .. _routes.Where(route => Matches(route.Segments, segments))
                .SelectMany(route => route.Methods)
                .Select(method => method.ToUpperInvariant())
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string[] Split(string path) => path.Trim('/').Split('/');

    private static bool Matches(string[] template, string[] path) =>
        template.Length == path.Length
        && template.Zip(path).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0
            : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
