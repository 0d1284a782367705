namespace TlEngine.Storage;

/// <summary>Times and durations in whole microseconds, which is what both databases keep.</summary>
internal static class StoredTime
{
    public static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static TimeSpan Span(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Since 1970, UTC.</summary>
    public static long Microseconds(DateTimeOffset time) => Microseconds(time - DateTimeOffset.UnixEpoch);

    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch + Span(microseconds);

    public static TimeSpan Truncate(TimeSpan span) => Span(Microseconds(span));

    public static DateTimeOffset Truncate(DateTimeOffset time) => Time(Microseconds(time));
}
