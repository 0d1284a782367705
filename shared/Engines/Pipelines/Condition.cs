using System.Text.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>A step's <c>when</c>: a comparison of what a reference finds, or the status of another step.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The step that must have ended before; null: none.</summary>
    public abstract string? Step { get; }

    /// <summary>Nothing found is equal to nothing and neither more nor less than anything.</summary>
    /// <param name="Value">Its JSON: true or false for exists, a number for the orders, anything for equality.</param>
    public sealed record OfValue(Reference Reference, Comparison Comparison, ReadOnlyMemory<byte> Value) : Condition
    {
        public override string? Step => Reference.Step;

        public bool Holds(ReadOnlyMemory<byte>? found)
        {
            if (Comparison == Comparison.Exists)
            {
                return found.HasValue == Value.Span.SequenceEqual("true"u8);
            }

            if (found is not { } json)
            {
                return Comparison == Comparison.NotEquals;
            }

            using var left = JsonDocument.Parse(json);
            using var right = JsonDocument.Parse(Value);
            return Comparison switch
            {
                Comparison.Equals => JsonElement.DeepEquals(left.RootElement, right.RootElement),
                Comparison.NotEquals => !JsonElement.DeepEquals(left.RootElement, right.RootElement),
                _ => left.RootElement.ValueKind == JsonValueKind.Number
                    && IsInOrder(left.RootElement.GetDouble().CompareTo(right.RootElement.GetDouble())),
            };
        }

        private bool IsInOrder(int order) => Comparison switch
        {
            Comparison.GreaterThan => order > 0,
            Comparison.AtLeast => order >= 0,
            Comparison.LessThan => order < 0,
            _ => order <= 0,
        };
    }

    public sealed record OfStep(string Id, StepStatus Status) : Condition
    {
        public override string? Step => Id;
    }
}
