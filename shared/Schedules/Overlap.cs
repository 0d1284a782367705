namespace TlEngine.Schedules;

/// <summary>Whether a run may start while an earlier one is unfinished. The numbers are stored: never reuse one.</summary>
public enum Overlap
{
    Allow = 0,
    Skip = 1,
}
