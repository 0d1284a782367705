using TlEngine.Executions;

namespace TlEngine.Engines;

/// <summary>What reading a request came to.</summary>
public abstract record Preparation
{
    private Preparation()
    {
    }

    public sealed record Ready(IPreparedCall Call) : Preparation;

    /// <summary>Not a request for this engine. Pointers start at the root of <c>data</c>, for example <c>/positions/3/lat</c>.</summary>
    public sealed record Refused(IReadOnlyList<InputError> Errors) : Preparation;
}
