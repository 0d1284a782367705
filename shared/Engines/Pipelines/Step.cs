namespace TlEngine.Engines.Pipelines;

/// <summary>A step of a pipeline that was found good.</summary>
/// <param name="Index">Its place among <c>steps</c>.</param>
/// <param name="Needs">Places of the steps whose results its input refers to.</param>
/// <param name="Positions">What its positions are, where it takes them as columns; null: its input is JSON alone.</param>
internal sealed record Step(
    int Index, string Id, IEngine Engine, InputObject Input, Condition? When, bool SkipsOnError, TimeSpan Timeout,
    IReadOnlyList<int> Needs, PositionSource? Positions)
{
    /// <summary>The call, where all that it needs was in the request.</summary>
    public IPreparedCall? Call { get; init; }
}
