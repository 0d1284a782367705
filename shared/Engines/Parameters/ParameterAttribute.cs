namespace TlEngine.Engines.Parameters;

/// <summary>
/// Makes a property a parameter: a flat member of <c>data</c> named like the property in snake_case, with the property's initial value as
/// its default. Reading, checking, the catalogue, the JSON Schema and the documentation all come from this one declaration.
/// </summary>
/// <param name="description">What it does, one sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ParameterAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>For example m/s; null where it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>Smallest allowed number.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest allowed number.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Where the default comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The <see cref="ParameterKind"/> of a type that only one family has; null where the type tells it.</summary>
    public Type? Kind { get; init; }
}
