namespace TlEngine.Engines.Pipelines;

/// <summary>Where a reference stands in some JSON: the object from its brace to its brace.</summary>
internal readonly record struct Hole(int Start, int End, Reference Reference);
