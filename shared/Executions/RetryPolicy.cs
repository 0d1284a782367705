namespace TlEngine.Executions;

/// <summary>Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).</summary>
public static class RetryPolicy
{
    /// <summary>The ceiling of the first delay; it doubles with every attempt.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">Uniform in [0, 1).</param>
    /// <param name="atLeast">The soonest time that the other side asked for.</param>
    public static TimeSpan Delay(int attempt, double chance, TimeSpan? atLeast = null)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, Base.TotalSeconds * Math.Pow(2, Math.Min(attempt, 30) - 1));
        var delay = TimeSpan.FromSeconds(ceiling * chance);
        return atLeast > delay ? atLeast.Value : delay;
    }
}
