using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>A whole number in a range. 10.0 is one too, as in JSON Schema.</summary>
internal sealed class IntegerKind(double minimum, double maximum) : ParameterKind
{
    private readonly NumberKind _number = new(Math.Max(minimum, int.MinValue), Math.Min(maximum, int.MaxValue));

    public override string Type => "integer";

    public override string Expected { get; } = NumberKind.Range("a whole number", minimum, maximum);

    public override object? Read(ref Utf8Scanner scanner)
    {
        var start = scanner.At;
        if (_number.Read(ref scanner) is double value && double.IsInteger(value))
        {
            return (int)value;
        }

        scanner.At = start;
        return null;
    }

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((int)value);
}
