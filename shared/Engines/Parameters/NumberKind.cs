using System.Globalization;
using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>A finite number in a range.</summary>
internal sealed class NumberKind(double minimum, double maximum) : ParameterKind
{
    public override string Type => "number";

    public override string Expected { get; } = Range("a number", minimum, maximum);

    public static string Range(string what, double minimum, double maximum) => (double.IsFinite(minimum), double.IsFinite(maximum)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{what} from {minimum} to {maximum}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"{what} of at least {minimum}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"{what} of at most {maximum}"),
        _ => what,
    };

    public override object? Read(ref Utf8Scanner scanner)
    {
        var start = scanner.At;
        if (scanner.TryNumber(out var value) && double.IsFinite(value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        scanner.At = start;
        return null;
    }

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((double)value);
}
