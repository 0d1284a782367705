using System.Globalization;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>Time from left to right.</summary>
internal sealed class TimeAxis(double left, double right, DateTimeOffset start, DateTimeOffset end)
{
    private static readonly double[] _steps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

    public double X(DateTimeOffset time) => left + ((right - left) * ((time - start) / (end - start)));

    /// <summary>Hairlines from one height to another with the time below.</summary>
    /// <param name="format">For example <c>HH:mm</c>.</param>
    public void Draw(Picture picture, double top, double bottom, string format = "HH:mm", int most = 9)
    {
        var step = TimeSpan.FromSeconds(_steps.First(seconds => (end - start).TotalSeconds / seconds <= most));
        var first = new DateTimeOffset((start.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
        for (var time = first; time <= end; time += step)
        {
            picture.Line("thin faint", new Place(X(time), top), new Place(X(time), bottom));
            picture.Text("small soft", new Place(X(time), bottom + 14), time.ToString(format, CultureInfo.InvariantCulture), "middle");
        }
    }
}
