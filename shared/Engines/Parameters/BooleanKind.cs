using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

internal sealed class BooleanKind : ParameterKind
{
    public override string Type => "boolean";

    public override string Expected => "true or false";

    public override object? Read(ref Utf8Scanner scanner) =>
        scanner.TryLiteral("true"u8) ? true : scanner.TryLiteral("false"u8) ? false : null;

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteBooleanValue((bool)value);
}
