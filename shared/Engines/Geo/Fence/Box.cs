namespace TlEngine.Engines.Geo.Fence;

/// <summary>A box in degrees. Its longitudes are unrolled: from west to east they only grow, past 180 too.</summary>
internal readonly record struct Box(double South, double West, double North, double East)
{
    public static Box Around(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var box = new Box(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        for (var i = 0; i < x.Length; i++)
        {
            box = new Box(Math.Min(box.South, y[i]), Math.Min(box.West, x[i]), Math.Max(box.North, y[i]), Math.Max(box.East, x[i]));
        }

        return box;
    }

    /// <summary>Whether the two overlap or touch, each turned round the earth as it is written.</summary>
    public bool Meets(in Box other) =>
        South <= other.North && other.South <= North && West <= other.East && other.West <= East;

    /// <summary>Whether another one, turned as it is written, is in this one.</summary>
    public bool Holds(in Box other) =>
        South <= other.South && other.North <= North && West <= other.West && other.East <= East;

    /// <summary>The box of all places within a distance of this one. Past a pole it has all longitudes.</summary>
    public Box Grow(double metres, Metric metric)
    {
        var degrees = metric.Degrees(metres);
        var turn = Metric.Turn(Math.Max(Math.Abs(South), Math.Abs(North)), degrees);
        return new Box(South - degrees, West - turn, North + degrees, East + turn);
    }
}
