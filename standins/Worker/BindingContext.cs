namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger knows beside the body.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
