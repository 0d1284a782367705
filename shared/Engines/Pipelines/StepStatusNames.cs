namespace TlEngine.Engines.Pipelines;

/// <summary>How JSON names a <see cref="StepStatus"/>.</summary>
internal static class StepStatusNames
{
    private static readonly string[] Names = ["succeeded", "failed", "skipped"];

    public const string Expected = "succeeded, failed or skipped";

    public static string NameOf(StepStatus status) => Names[(int)status];

    public static StepStatus? Parse(string? name) => Array.IndexOf(Names, name) is var index and >= 0 ? (StepStatus)index : null;
}
