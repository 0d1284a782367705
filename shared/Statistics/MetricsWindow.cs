namespace TlEngine.Statistics;

/// <summary>A span of time that metrics can be asked for, up to now.</summary>
/// <param name="Step">The length of one point of its series.</param>
public sealed record MetricsWindow(string Name, TimeSpan Length, TimeSpan Step)
{
    public static IReadOnlyList<MetricsWindow> All { get; } =
    [
        new("5m", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)),
        new("1h", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        new("24h", TimeSpan.FromHours(24), TimeSpan.FromHours(1)),
        new("7d", TimeSpan.FromDays(7), TimeSpan.FromHours(3)),
    ];

    public static MetricsWindow Default => All[1];

    /// <summary>Longer windows are read from whole hours, shorter ones from whole minutes.</summary>
    public bool ByHour => Step >= TimeSpan.FromHours(1);

    public static MetricsWindow? Find(string name) => All.FirstOrDefault(window => window.Name == name);

    /// <summary>The whole minute or hour in which the window begins: the reading holds at least the window.</summary>
    public DateTimeOffset Since(DateTimeOffset now) => Floor(now - Length, ByHour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1));

    internal static DateTimeOffset Floor(DateTimeOffset time, TimeSpan unit) =>
        new(time.UtcTicks - (time.UtcTicks % unit.Ticks), TimeSpan.Zero);
}
