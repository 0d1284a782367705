namespace TlEngine.Engines.Pipelines;

/// <summary>A step as it was read; nothing of it was compared with the others.</summary>
internal sealed class StepDraft(string pointer)
{
    public string Pointer => pointer;

    public string Id { get; set; } = "";

    public string EngineId { get; set; } = "";

    public InputObject? Input { get; set; }

    public Condition? When { get; set; }

    /// <summary>Whether its failure leaves the others going on.</summary>
    public bool SkipsOnError { get; set; }

    public TimeSpan? Timeout { get; set; }
}
