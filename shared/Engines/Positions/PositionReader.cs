using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Tables;

namespace TlEngine.Engines.Positions;

/// <summary>Reads <c>positions</c>: the one place that knows names, types and meanings of its members.</summary>
internal static class PositionReader
{
    public const string Member = "positions";

    // A row of time, latitude and longitude with spare digits; a row is seldom shorter.
    private const int BytesPerPosition = 64;

    /// <summary>Its members in the order of <see cref="PositionColumn"/>.</summary>
    public static readonly Table Table = new(
        Member,
        "positions",
        BytesPerPosition,
        TableMember.Time(),
        new("lat", MemberKind.Number, "a number of degrees", "latitude in degrees, north positive", true),
        new("lon", MemberKind.Number, "a number of degrees", "longitude in degrees, east positive", true),
        new("speed", MemberKind.Number, "a number of m/s", "speed in m/s"),
        new("course", MemberKind.Number, "a number of degrees", "course in degrees, clockwise from north"),
        new("accuracy", MemberKind.Number, "a number of metres", "radius of uncertainty in metres"),
        new("ignition", MemberKind.Flag, "true or false", "whether the ignition is on"),
        new("odometer", MemberKind.Number, "a number of metres", "odometer in metres"));

    /// <summary>Takes the next value. Null where it is no table.</summary>
    public static PositionColumns? Read(ref Utf8Scanner scanner, InputErrors errors) =>
        TableReader.Read(ref scanner, errors, Table, static capacity => new PositionColumns(capacity));

    public static JsonObject Schema() => TableSchema.Create(Table, "Fixes");
}
