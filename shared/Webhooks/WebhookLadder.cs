namespace TlEngine.Webhooks;

/// <summary>
/// When a delivery that failed is tried again: the schedule that Standard Webhooks 1.0 proposes, ten attempts within about three days,
/// each up to a fifth later by chance so that receivers which come back are not met by all at once.
/// </summary>
internal static class WebhookLadder
{
    private const double Jitter = 0.2;

    public static IReadOnlyList<TimeSpan> Steps { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public static int MaxAttempts => Steps.Count + 1;

    /// <param name="attempt">The attempt that failed, from 1; past the ladder's end its last step counts.</param>
    /// <param name="chance">Uniform in [0, 1).</param>
    /// <param name="atLeast">What the receiver asked for by Retry-After.</param>
    public static TimeSpan Delay(int attempt, double chance, TimeSpan? atLeast = null)
    {
        var delay = Steps[Math.Clamp(attempt, 1, Steps.Count) - 1] * (1 + (Jitter * chance));
        return atLeast > delay ? atLeast.Value : delay;
    }
}
