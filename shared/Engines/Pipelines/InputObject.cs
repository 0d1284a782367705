using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Pipelines;

/// <summary>The <c>input</c> of a pipeline or of a step, read as far as its references and positions.</summary>
/// <param name="Pointer">Where it is in <c>data</c>.</param>
/// <param name="Json">All of it.</param>
internal sealed record InputObject(string Pointer, ReadOnlyMemory<byte> Json, IReadOnlyList<InputMember> Members)
{
    public static readonly InputObject Empty = new("/input", "{}"u8.ToArray(), []);

    /// <summary>The member <c>positions</c>, read in the same pass; null where it is absent, a reference, or neither rows nor columns.
    /// </summary>
    public PositionColumns? Positions { get; init; }

    /// <summary>What is wrong with them, should an engine need them.</summary>
    public IReadOnlyList<Executions.InputError> PositionFaults { get; init; } = [];

    public IEnumerable<Reference> References => Members.SelectMany(member => member.Holes).Select(hole => hole.Reference);

    public InputMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
}
