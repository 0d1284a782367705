namespace TlEngine.Tests.Engines.Outside;

/// <summary>The system's clock and timers, moved on at will: what is measured jumps, what waits does not.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;
}
