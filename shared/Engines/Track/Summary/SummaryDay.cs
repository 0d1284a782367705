namespace TlEngine.Engines.Track.Summary;

/// <summary>A day's part of a summary.</summary>
/// <param name="day">Which day.</param>
/// <param name="firstSpeed">How many speeds came before it.</param>
internal sealed class SummaryDay(Day day, int firstSpeed)
{
    public Day Day { get; } = day;

    public int FirstSpeed { get; } = firstSpeed;

    public int Fixes { get; set; }

    public Figures Figures { get; } = new();
}
