namespace TlEngine.Engines.Pipelines;

internal enum StepStatus
{
    Succeeded,
    Failed,

    /// <summary>Its condition did not hold, or a step that it needs has no result.</summary>
    Skipped,
}
