using System.Globalization;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>Values from the bottom to the top.</summary>
internal sealed class ValueAxis(double top, double bottom, double low, double high)
{
    public double Y(double value) => bottom - ((bottom - top) * ((value - low) / (high - low)));

    /// <summary>Hairlines from one side to the other, the value before them.</summary>
    public void Draw(Picture picture, double left, double right, double step)
    {
        for (var value = Math.Ceiling(low / step) * step; value <= high; value += step)
        {
            picture.Line("thin faint", new Place(left, Y(value)), new Place(right, Y(value)));
            picture.Text("small soft", new Place(left - 6, Y(value) + 4), value.ToString("0.##", CultureInfo.InvariantCulture), "end");
        }
    }
}
