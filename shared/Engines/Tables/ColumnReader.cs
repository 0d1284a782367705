using TlEngine.Engines.Json;

namespace TlEngine.Engines.Tables;

/// <summary>Reads a table as columns: one array for each member, all of the same length.</summary>
internal readonly ref struct ColumnReader(Table table, TableColumns columns, InputErrors errors)
{
    // Lengths of columns that are none.
    private const int Absent = -1;
    private const int Mistyped = -2;

    private readonly Table _table = table;
    private readonly TableColumns _columns = columns;
    private readonly InputErrors _errors = errors;

    /// <returns>How many rows there are.</returns>
    public int Read(ref Utf8Scanner scanner)
    {
        scanner.TryTake((byte)'{');
        Span<int> counts = stackalloc int[_table.Members.Length];
        counts.Fill(Absent);
        while (scanner.NextMember(out var name))
        {
            var column = _table.Find(name);
            if (column < 0)
            {
                _errors.AddUnknown(_table.Pointer, name, _table.Names);
                scanner.Skip();
                continue;
            }

            counts[column] = ReadColumn(ref scanner, column);
        }

        CompareLengths(counts);
        return Math.Max(counts[0], 0);
    }

    private int ReadColumn(ref Utf8Scanner scanner, int column)
    {
        var member = _table.Members[column];
        var pointer = $"{_table.Pointer}/{member.Name}";
        if (!scanner.TryTake((byte)'['))
        {
            _errors.AddUnexpected(pointer, scanner.Skip(), "an array");
            return Mistyped;
        }

        var row = 0;
        for (; scanner.NextItem(); row++)
        {
            _columns.Reserve(row);
            row += member.Kind switch
            {
                MemberKind.Time => scanner.TakeTimes(_columns.TimesFrom(row)),
                MemberKind.Flag => 0,
                _ => scanner.TakeNumbers(_columns.From(column, row)),
            };
            _columns.Reserve(row);
            if (!TableValue.TryRead(ref scanner, member.Kind, _columns, column, row))
            {
                _errors.AddUnexpected($"{pointer}/{row}", scanner.Skip(), member.Expected);
            }
        }

        return row;
    }

    private void CompareLengths(ReadOnlySpan<int> counts)
    {
        var times = counts[0];
        for (var column = 0; column < counts.Length; column++)
        {
            var member = _table.Members[column];
            var count = counts[column];
            var pointer = $"{_table.Pointer}/{member.Name}";
            if (count == Absent && member.Required)
            {
                _errors.Add(pointer, $"Missing; expected an array, each value {member.Expected}.");
            }
            else if (count >= 0 && times >= 0 && count != times)
            {
                _errors.Add(pointer, $"{count} values; expected {times}, as many as t has.");
            }
        }
    }
}
