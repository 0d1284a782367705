namespace TlEngine.Engines.Series.Aggregate;

/// <summary>From one point to the next.</summary>
/// <param name="Start">UTC ticks.</param>
/// <param name="From">The value at its start.</param>
/// <param name="Scale">What values are multiplied with in what is measured.</param>
internal readonly record struct Leg(long Start, long End, double From, double To, double Scale)
{
    public long Length => End - Start;

    /// <summary>A counter never goes back: it began anew.</summary>
    public bool IsReset => To < From;

    /// <summary>
    /// How far a counter went on. After a reset it has gone on from 0, as far as is known (Prometheus' rate and increase).
    /// </summary>
    public double Increase => IsReset ? Math.Max(To, 0) * Scale : (To * Scale) - (From * Scale);

    /// <summary>Mean of the value in a part of the leg.</summary>
    public double Mean(long start, long end, Course course)
    {
        if (course == Course.Locf)
        {
            return From * Scale;
        }

        var middle = ((start - Start) + ((end - start) / 2d)) / Length;
        return (From * Scale) + (((To * Scale) - (From * Scale)) * middle);
    }
}
