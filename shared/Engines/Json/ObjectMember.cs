using System.Text;

namespace TlEngine.Engines.Json;

/// <summary>A member that <see cref="ObjectReader"/> knows.</summary>
/// <param name="name">Its name.</param>
/// <param name="expected">What its value must be, for error messages.</param>
/// <param name="read">Reads the value.</param>
/// <param name="required">Whether it must be there.</param>
internal sealed class ObjectMember(string name, string expected, ObjectMember.Reader read, bool required = true)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

    /// <summary>
    /// Takes the value at the scanner. False where it is not what is expected; one that reports its faults itself is always true.
    /// </summary>
    public delegate bool Reader(ref Utf8Scanner scanner, string pointer);

    public string Name => name;

    public string Expected => expected;

    public Reader Read => read;

    public bool Required => required;

    public bool Is(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(_utf8);
}
