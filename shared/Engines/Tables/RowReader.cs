using TlEngine.Engines.Json;

namespace TlEngine.Engines.Tables;

/// <summary>
/// Reads a table as rows. A row is read member by member; those after it that have the same layout are read by that.
/// </summary>
internal readonly ref struct RowReader(Table table, TableColumns columns, InputErrors errors)
{
    private readonly Table _table = table;
    private readonly TableColumns _columns = columns;
    private readonly InputErrors _errors = errors;

    /// <returns>How many rows there are.</returns>
    public int Read(ref Utf8Scanner scanner)
    {
        scanner.TryTake((byte)'[');
        var row = 0;
        var end = 0;
        while (scanner.NextItem())
        {
            _columns.Reserve(row);
            var layout = new RowLayout(end);
            var errorsBefore = _errors.Count;
            ReadMembers(ref scanner, row++, ref layout);

            // A row with a fault must not become the pattern that later rows are waved through by.
            var isGood = _errors.Count == errorsBefore;
            if (isGood && end > 0)
            {
                row = layout.ReadMore(ref scanner, _columns, row);
            }

            end = isGood ? layout.End : 0;
        }

        return row;
    }

    private void ReadMembers(ref Utf8Scanner scanner, int row, ref RowLayout layout)
    {
        if (!scanner.TryTake((byte)'{'))
        {
            _errors.AddUnexpected($"{_table.Pointer}/{row}", scanner.Skip(), "an object");
            return;
        }

        var seen = 0;
        while (scanner.NextMember(out var name))
        {
            scanner.Peek();
            var start = scanner.At;
            var column = _table.Find(name);
            if (column < 0)
            {
                _errors.AddUnknown($"{_table.Pointer}/{row}", name, _table.Names);
                scanner.Skip();
                continue;
            }

            seen |= 1 << column;
            var member = _table.Members[column];
            if (!TableValue.TryRead(ref scanner, member.Kind, _columns, column, row))
            {
                _errors.AddUnexpected($"{_table.Pointer}/{row}/{member.Name}", scanner.Skip(), member.Expected);
            }

            layout.Add(member.Kind, column, scanner.Json, start, scanner.At);
        }

        if ((seen & _table.Required) != _table.Required)
        {
            ReportMissing(_table.Required & ~seen, row);
        }
    }

    private void ReportMissing(int missing, int row)
    {
        for (var column = 0; column < _table.Members.Length; column++)
        {
            if ((missing & (1 << column)) != 0)
            {
                var member = _table.Members[column];
                _errors.Add($"{_table.Pointer}/{row}/{member.Name}", $"Missing; expected {member.Expected}.");
            }
        }
    }
}
