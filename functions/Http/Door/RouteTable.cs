using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// The routes of all HTTP functions, read from their attributes: which methods a path has. A parameter stands for one segment, but not for
/// one that another route spells out: <c>executions/batch</c> is no execution. A catch-all names no path of its own and is left out.
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

    private readonly Dictionary<string, HashSet<string>> _spelledOut;

    public RouteTable() => _spelledOut = _routes
        .Where(route => !route.Segments.Any(IsParameter))
        .GroupBy(route => string.Join('/', route.Segments), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            path => path.Key,
            path => path.SelectMany(route => route.Methods).ToHashSet(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>In upper case, ordered; empty for a path that no function has.</summary>
    public IReadOnlyList<string> MethodsOf(PathString path)
    {
        var segments = Split(path.Value ?? "");
        var matches = _routes.Where(route => Matches(route.Segments, segments)).ToLookup(route => route.Segments.Any(IsParameter));
        return
        [
            .. matches[matches.Contains(false) ? false : true]
                .SelectMany(route => route.Methods)
                .Select(method => method.ToUpperInvariant())
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a route spells this path out, and another one with a parameter took the request for its method.</summary>
    public bool IsTakenForAnother(HttpRequest request) =>
        _spelledOut.TryGetValue(Trim(request.Path.Value ?? ""), out var methods) && !methods.Contains(request.Method);

    private static string[] Split(string path) => Trim(path).Split('/');

    /// <summary>A router takes one slash at the end, no more, and two at the beginning are another path.</summary>
    private static string Trim(string path)
    {
        var start = path.StartsWith('/') ? 1 : 0;
        return path.EndsWith('/') && path.Length > start ? path[start..^1] : path[start..];
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private static bool Matches(string[] template, string[] path) =>
        template.Length == path.Length
        && template.Zip(path).All(pair => IsParameter(pair.First) ? pair.Second.Length > 0
            : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
