using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>
/// The parameters of an engine, from the properties of its record: those of the record itself first, then those it inherits.
/// </summary>
internal sealed class ParameterTable<T>
    where T : class, new()
{
    private readonly Parameter[] _parameters;

    public ParameterTable()
    {
        var defaults = new T();
        _parameters = [.. typeof(T).GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute)))
            .OrderByDescending(property => Depth(property.DeclaringType!))
            .Select(property => new Parameter(property, defaults))];
    }

    public IReadOnlyList<EngineParameter> Descriptions => [.. _parameters.Select(parameter => parameter.Description)];

    /// <summary>For error messages.</summary>
    public string Names => string.Join(", ", _parameters.Select(parameter => parameter.Description.Name));

    /// <summary>Takes a member's value if its name is a parameter's.</summary>
    public bool TryRead(ReadOnlySpan<byte> name, ref Utf8Scanner scanner, T record, InputErrors errors)
    {
        foreach (var parameter in _parameters)
        {
            if (parameter.Is(name))
            {
                parameter.Read(ref scanner, record, errors);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the effective parameters as an object.</summary>
    public void Write(Utf8JsonWriter writer, T record)
    {
        writer.WriteStartObject();
        foreach (var parameter in _parameters)
        {
            parameter.Write(writer, record);
        }

        writer.WriteEndObject();
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
