namespace TlEngine.Statistics;

/// <summary>Judges an engine by the executions of its last hour that succeeded or failed.</summary>
internal static class EngineHealth
{
    public const string Ok = "ok";
    public const string Degraded = "degraded";
    public const string Down = "down";

    /// <summary>Fewer say nothing: one failure of two is no rate.</summary>
    public const int Enough = 10;

    /// <summary>The same share of failures as the alert EngineErrorRate allows.</summary>
    public const double LowestRate = 0.95;

    /// <returns>Down when all of them failed, degraded when more than one in twenty did, else ok.</returns>
    public static string Of(ActivityCounts lastHour)
    {
        if (lastHour.Succeeded + lastHour.Failed < Enough || lastHour.SuccessRate >= LowestRate)
        {
            return Ok;
        }

        return lastHour.Succeeded == 0 ? Down : Degraded;
    }
}
