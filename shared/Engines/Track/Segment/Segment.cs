namespace TlEngine.Engines.Track.Segment;

/// <summary>A trip, a stop or a gap, as it is told.</summary>
/// <param name="From">Input index of its first fix.</param>
/// <param name="Start">UTC ticks.</param>
/// <param name="MaxSpeedMps">Of the speeds that its fixes report; where one reports none, of the leg that leads to it.</param>
internal readonly record struct Segment(int From, int To, long Start, long End, double DistanceM, double MaxSpeedMps, bool Open)
{
    public double DurationS => (double)(End - Start) / TimeSpan.TicksPerSecond;

    public static Segment Of(Line line, Stretch stretch)
    {
        var (first, last) = (stretch.First, stretch.Last);
        var speeds = line.Fixes.Speeds;
        var max = double.IsNaN(speeds[first]) ? 0 : speeds[first];
        for (var i = first + 1; i <= last; i++)
        {
            max = Math.Max(max, double.IsNaN(speeds[i]) ? line.LegSpeed(i) : speeds[i]);
        }

        return new Segment(line.Fixes.Indices[first], line.Fixes.Indices[last], line.Fixes.Times[first], line.Fixes.Times[last],
            line.Metres(first, last), max, stretch.Open);
    }
}
