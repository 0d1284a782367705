using System.Text;

namespace TlEngine.Engines.Tables;

/// <summary>A member of a row as JSON names it.</summary>
/// <param name="Expected">What its value must be, for error messages.</param>
/// <param name="Required">Whether every row has it.</param>
internal sealed record TableMember(string Name, MemberKind Kind, string Expected, string Description, bool Required = false)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(Name);

    public bool Is(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(_utf8);

    /// <summary>The time of a row, which every table has.</summary>
    public static TableMember Time() =>
        new("t", MemberKind.Time, "an RFC 3339 time or epoch milliseconds", "time: RFC 3339 or epoch milliseconds", Required: true);
}
