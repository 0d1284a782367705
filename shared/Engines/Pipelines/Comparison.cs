namespace TlEngine.Engines.Pipelines;

/// <summary>What a condition asks of a value; in the order of <see cref="ConditionReader.Names"/>.</summary>
internal enum Comparison
{
    Exists,
    Equals,
    NotEquals,
    GreaterThan,
    AtLeast,
    LessThan,
    AtMost,
}
