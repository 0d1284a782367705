namespace TlEngine.Engines.Pipelines;

/// <summary>Follows a path into an input whose members are known already: it does not walk over the positions again.</summary>
internal static class InputLookup
{
    public static ReadOnlyMemory<byte>? Find(InputObject input, IReadOnlyList<string> path) => path switch
    {
        [] => input.Json,
        [var name] => input.Find(name)?.Value,
        [var name, ..] when input.Find(name) is { } member => JsonLookup.Find(member.Value, path.Skip(1)),
        _ => null,
    };
}
