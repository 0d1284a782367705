using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>One parameter of a record: its declaration and the property behind it.</summary>
internal sealed class Parameter
{
    private readonly PropertyInfo _property;
    private readonly ParameterKind _kind;
    private readonly byte[] _utf8Name;

    /// <param name="property">A property with a <see cref="ParameterAttribute"/>.</param>
    /// <param name="defaults">A record that nothing was set on.</param>
    public Parameter(PropertyInfo property, object defaults)
    {
        var declaration = property.GetCustomAttribute<ParameterAttribute>()!;
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        _property = property;
        _kind = ParameterKind.Of(property.PropertyType, declaration);
        _utf8Name = Encoding.UTF8.GetBytes(name);
        Description = new EngineParameter(
            name,
            _kind.Type,
            DefaultOf(defaults),
            declaration.Description,
            declaration.Unit,
            Finite(declaration.Minimum),
            Finite(declaration.Maximum),
            _kind.AllowedValues,
            declaration.Source);
    }

    public EngineParameter Description { get; }

    public bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(_utf8Name);

    /// <summary>Takes the next value into the record. null leaves the default, as an absent member does.</summary>
    public void Read(ref Utf8Scanner scanner, object record, InputErrors errors)
    {
        if (scanner.TryLiteral("null"u8))
        {
            return;
        }

        if (_kind.Read(ref scanner) is { } value)
        {
            _property.SetValue(record, value);
        }
        else
        {
            errors.AddUnexpected("/" + Description.Name, scanner.Skip(), _kind.Expected);
        }
    }

    /// <summary>Writes the member, or nothing where the record has no value for it.</summary>
    public void Write(Utf8JsonWriter writer, object record)
    {
        if (_property.GetValue(record) is { } value)
        {
            writer.WritePropertyName(_utf8Name);
            _kind.Write(writer, value);
        }
    }

    private static double? Finite(double bound) => double.IsFinite(bound) ? bound : null;

    private JsonNode? DefaultOf(object defaults)
    {
        if (_property.GetValue(defaults) is not { } value)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            _kind.Write(writer, value);
        }

        return JsonNode.Parse(buffer.ToArray());
    }
}
