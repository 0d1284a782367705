using System.Collections.Frozen;

namespace TlEngine.Observability.Analytics;

/// <summary>
/// The only properties that leave this process: what an engine, a door or an outcome is called, and counts. Never data of a caller.
/// </summary>
public static class AnalyticsProperties
{
    public const string EngineId = "engine_id";
    public const string EngineVersion = "engine_version";
    public const string Action = "action";

    /// <summary>http, amqp or schedule.</summary>
    public const string Source = "source";

    /// <summary>sync or async.</summary>
    public const string Mode = "mode";
    public const string Status = "status";
    public const string ErrorCode = "error_code";
    public const string Attempts = "attempts";
    public const string DurationMs = "duration_ms";
    public const string InputBytes = "input_bytes";
    public const string Items = "items";
    public const string Cached = "cached";
    public const string Environment = "environment";

    private const int LongestText = 100;

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        EngineId, EngineVersion, Action, Source, Mode, Status, ErrorCode, Attempts, DurationMs, InputBytes, Items, Cached, Environment);

    /// <summary>Whether it may leave: a name of the list with a short text, a number or a truth value.</summary>
    public static bool MayLeave(string name, object value) => Names.Contains(name) && value switch
    {
        bool or int or long => true,
        double number => double.IsFinite(number),
        string text => text.Length <= LongestText,
        _ => false,
    };
}
