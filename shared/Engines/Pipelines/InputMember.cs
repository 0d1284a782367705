namespace TlEngine.Engines.Pipelines;

/// <summary>A member of an object that may have references in its value.</summary>
/// <param name="Value">Its JSON.</param>
internal sealed record InputMember(string Name, ReadOnlyMemory<byte> Value, IReadOnlyList<Hole> Holes)
{
    /// <summary>The reference that is the whole value; null where the value is anything else.</summary>
    public Reference? Whole => Holes is [{ Start: 0 } hole] && hole.End == Value.Length ? hole.Reference : null;
}
