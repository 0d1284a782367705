using System.Text;
using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>What is written as a string.</summary>
internal abstract class TextKind : ParameterKind
{
    public override string Type => "string";

    public override object? Read(ref Utf8Scanner scanner)
    {
        var start = scanner.At;
        if (scanner.TryText(out var text) && Parse(Encoding.UTF8.GetString(text)) is { } value)
        {
            return value;
        }

        scanner.At = start;
        return null;
    }

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteStringValue(Format(value));

    /// <summary>Null for what is not of this kind.</summary>
    protected abstract object? Parse(string text);

    protected abstract string Format(object value);
}
