using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Tables;

namespace TlEngine.Tests.Engines.Tables;

/// <summary>The rows of a table as the framework's parser reads them.</summary>
internal sealed class ParsedTable(string json)
{
    private readonly JsonArray _rows = JsonNode.Parse(json)!.AsArray();

    /// <param name="table">What the columns are.</param>
    /// <param name="columns">What must be the same to the bit.</param>
    /// <param name="valuesOf">The values of a column, none where no row has any.</param>
    public void IsSame(Table table, TableColumns columns, Func<int, double[]> valuesOf)
    {
        Assert.Equal(_rows.Count, columns.Count);
        for (var column = 0; column < table.Members.Length; column++)
        {
            var member = table.Members[column];
            var values = member.Kind == MemberKind.Number ? valuesOf(column) : [];
            for (var i = 0; i < _rows.Count; i++)
            {
                var same = member.Kind switch
                {
                    MemberKind.Time => Ticks(_rows[i]!["t"]!) == columns.Times[i],
                    MemberKind.Number => Bits(Number(_rows[i]![member.Name])) == Bits(values.Length == 0 ? double.NaN : values[i]),
                    _ => true,
                };
                Assert.True(same, $"{member.Name} of row {i} of {json}");
            }
        }
    }

    private static double Number(JsonNode? value) => value?.GetValue<double>() ?? double.NaN;

    /// <summary>0 and -0 are two.</summary>
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static long Ticks(JsonNode time) => time.GetValueKind() == JsonValueKind.String
        ? DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture).UtcTicks
        : Rfc3339.FromEpochMilliseconds(time.GetValue<double>());
}
