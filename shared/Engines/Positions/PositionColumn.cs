namespace TlEngine.Engines.Positions;

/// <summary>What is known of a fix. The order of the columns in <see cref="PositionColumns"/>.</summary>
internal enum PositionColumn
{
    Time = 0,
    Latitude = 1,
    Longitude = 2,

    /// <summary>In m/s.</summary>
    Speed = 3,

    /// <summary>In degrees from north, clockwise.</summary>
    Course = 4,

    /// <summary>Radius of the fix's uncertainty in metres.</summary>
    Accuracy = 5,

    /// <summary>0 off, 1 on.</summary>
    Ignition = 6,

    /// <summary>In metres.</summary>
    Odometer = 7,
}
