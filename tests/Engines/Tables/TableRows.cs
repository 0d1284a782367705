using System.Globalization;

namespace TlEngine.Tests.Engines.Tables;

/// <summary>A random table as text, written now in one way and now in another, as rows and as columns.</summary>
internal sealed class TableRows
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "5", "12.5", "-34.603722", "-58.381592", "0.000001", "179.99999999999", "-34.6037221234567", "123456789012345",
        "1234567890123456", "-9007199254740993", "1e2", "-1.5E-3", "12345678901234567890", "0.1234567890123456789", "100000000000000.5",
        "1e400", "-1e400", "null",
    ];

    private static readonly string[] Times =
    [
        "0", "1709280000123", "-1", "-62135596800000", "1709280000123.5", "999999999999999", "\"2024-02-29T23:59:59Z\"",
        "\"2024-03-01T12:00:00.123Z\"", "\"0001-01-01T00:00:00.1234567Z\"", "\"9999-12-31T23:59:59.9Z\"", "\"2024-03-01T12:00:00+02:00\"",
        "\"2023-12-31T00:00:00Z\"",
    ];

    private readonly string[] _required;
    private readonly string[] _names;
    private readonly string[][] _rows;
    private readonly string _space;
    private readonly string _gap;
    private readonly Random _random;

    /// <param name="random">What the table is made by.</param>
    /// <param name="required">The members of every row, <c>t</c> among them.</param>
    /// <param name="others">Members that some tables have, numbers all.</param>
    public TableRows(Random random, string[] required, params string[] others)
    {
        (_random, _required) = (random, required);
        _names = [.. required.Concat(others[..random.Next(others.Length + 1)]).OrderBy(_ => random.Next())];
        (_space, _gap) = (Pick("", "", " ", "\n    "), Pick("", "", " ", "\t"));

        // Rows of one kind for the most part, as of one tracker.
        var usual = _names.Select(Value).ToArray();
        _rows = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => _names
            .Select((name, column) => random.Next(4) > 0 ? usual[column] : Value(name)).ToArray())];
    }

    public string ToRows() => $"[{_space}{string.Join($",{_space}", _rows.Select(Row))}{_gap}]";

    public string ToColumns() => $"{{{string.Join(',', _names.Select((name, column) =>
        $"\"{name}\":{_gap}[{string.Join($",{_gap}", _rows.Select(row => row[column]))}]"))}}}";

    private string Row(string[] values)
    {
        // Now and then in another order, or with a member less that may be absent.
        var members = values.Select((value, column) => (Name: _names[column], Value: value)).ToList();
        if (_random.Next(12) == 0)
        {
            members = [.. members.OrderBy(_ => _random.Next())];
            members.RemoveAll(member => member.Value == "null" && !_required.Contains(member.Name));
        }

        var separator = _random.Next(12) == 0 ? " , " : $",{_gap}";
        return $"{{{string.Join(separator, members.Select(member => $"\"{member.Name}\":{_gap}{member.Value}"))}{_gap}}}";
    }

    private string Value(string name) => name == "t" ? Pick(Times)
        : _random.Next(3) == 0 ? Pick(Numbers)
        : Math.Round((_random.NextDouble() - 0.5) * 360, _random.Next(8)).ToString(CultureInfo.InvariantCulture);

    private string Pick(params string[] values) => values[_random.Next(values.Length)];
}
