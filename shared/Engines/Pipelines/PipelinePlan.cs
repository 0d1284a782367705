using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Pipelines;

/// <summary>A pipeline that was found good.</summary>
/// <param name="Steps">As the request has them.</param>
/// <param name="Order">Their places in the order they run in: each after all that it refers to, otherwise as the request has them.</param>
/// <param name="Returned">Ids of the steps whose results are wanted.</param>
/// <param name="Columns">Every column buffer that was read from the request.</param>
internal sealed record PipelinePlan(
    InputObject Input, IReadOnlyList<Step> Steps, IReadOnlyList<int> Order, IReadOnlyList<string> Returned,
    IReadOnlyList<PositionColumns> Columns)
{
    public int IndexOf(string id) => Steps.First(step => step.Id == id).Index;
}
