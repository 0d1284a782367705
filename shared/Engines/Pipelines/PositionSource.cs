using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Pipelines;

/// <summary>Where a step's columns come from: the request, or what a step before it came to. One of the two is set.</summary>
/// <param name="Columns">Read from the request; the pipeline's own.</param>
/// <param name="Reference">Into a step: its positions, or a part of its result.</param>
internal sealed record PositionSource(PositionColumns? Columns, Reference? Reference);
