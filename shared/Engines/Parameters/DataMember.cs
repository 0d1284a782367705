using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>A member of <c>data</c> that is no parameter: it reads itself.</summary>
/// <param name="expected">What it should hold, for the error when it is missing.</param>
/// <param name="required">Whether it must be there.</param>
internal sealed class DataMember(string name, string expected, DataMember.Reader read, bool required = true)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

    /// <summary>Reads the value at the scanner.</summary>
    public delegate void Reader(ref Utf8Scanner scanner, InputErrors errors);

    public string Name => name;

    public string Pointer { get; } = "/" + name;

    public string Expected => expected;

    public bool Required => required;

    public Reader Read => read;

    public bool Is(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(_utf8);
}
