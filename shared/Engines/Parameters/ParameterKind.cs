using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>How values of one .NET type are read, described and written as parameters.</summary>
internal abstract class ParameterKind
{
    /// <summary>JSON Schema type.</summary>
    public abstract string Type { get; }

    /// <summary>What a value must be, for error messages.</summary>
    public abstract string Expected { get; }

    public virtual IReadOnlyList<string>? AllowedValues => null;

    /// <summary>Takes the next value. Null where it is not one of this kind: nothing is taken then.</summary>
    public abstract object? Read(ref Utf8Scanner scanner);

    public abstract void Write(Utf8JsonWriter writer, object value);

    public static ParameterKind Of(Type type, ParameterAttribute declaration)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            _ when declaration.Kind is { } kind => (ParameterKind)Activator.CreateInstance(kind)!,
            { IsEnum: true } => new WordKind(value),
            { IsArray: true } when value.GetElementType()!.IsEnum => new WordListKind(value.GetElementType()!),
            _ when value == typeof(double) => new NumberKind(declaration.Minimum, declaration.Maximum),
            _ when value == typeof(int) => new IntegerKind(declaration.Minimum, declaration.Maximum),
            _ when value == typeof(bool) => new BooleanKind(),
            _ when value == typeof(TimeZoneInfo) => new TimeZoneKind(),
            _ when value == typeof(DateTimeOffset) => new TimeKind(),
            _ => throw new NotSupportedException($"A parameter cannot be a {value.Name}; give it a kind of its own."),
        };
    }
}
