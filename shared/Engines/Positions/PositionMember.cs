using System.Text;

namespace TlEngine.Engines.Positions;

/// <summary>A member of a position as JSON names it: the one place that knows names, types and meanings.</summary>
/// <param name="Expected">What its value must be, for error messages.</param>
/// <param name="Required">Whether every position has it.</param>
internal sealed record PositionMember(PositionColumn Column, string Name, string Expected, string Description, bool Required = false)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(Name);

    /// <summary>In the order of <see cref="PositionColumn"/>.</summary>
    public static readonly PositionMember[] All =
    [
        new(PositionColumn.Time, "t", "an RFC 3339 time or epoch milliseconds", "time: RFC 3339 or epoch milliseconds", true),
        new(PositionColumn.Latitude, "lat", "a number of degrees", "latitude in degrees, north positive", true),
        new(PositionColumn.Longitude, "lon", "a number of degrees", "longitude in degrees, east positive", true),
        new(PositionColumn.Speed, "speed", "a number of m/s", "speed in m/s"),
        new(PositionColumn.Course, "course", "a number of degrees", "course in degrees, clockwise from north"),
        new(PositionColumn.Accuracy, "accuracy", "a number of metres", "radius of uncertainty in metres"),
        new(PositionColumn.Ignition, "ignition", "true or false", "whether the ignition is on"),
        new(PositionColumn.Odometer, "odometer", "a number of metres", "odometer in metres"),
    ];

    public static readonly string Names = string.Join(", ", All.Select(member => member.Name));

    public static PositionMember? Find(ReadOnlySpan<byte> name)
    {
        foreach (var member in All)
        {
            if (name.SequenceEqual(member._utf8))
            {
                return member;
            }
        }

        return null;
    }
}
