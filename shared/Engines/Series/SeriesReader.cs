using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Tables;

namespace TlEngine.Engines.Series;

/// <summary>Reads <c>series</c>: the one place that knows names, types and meanings of its members.</summary>
internal static class SeriesReader
{
    public const string Member = "series";

    // A row with epoch milliseconds; one is seldom shorter.
    private const int BytesPerPoint = 32;

    public static readonly Table Table = new(
        Member,
        "points",
        BytesPerPoint,
        TableMember.Time(),
        new("value", MemberKind.Number, "a number or null", "the measurement, in any unit", true));

    /// <summary>Takes the next value. Null where it is no table.</summary>
    public static SeriesColumns? Read(ref Utf8Scanner scanner, InputErrors errors) =>
        TableReader.Read(ref scanner, errors, Table, static capacity => new SeriesColumns(capacity));

    public static JsonObject Schema() => TableSchema.Create(Table, "Points");
}
