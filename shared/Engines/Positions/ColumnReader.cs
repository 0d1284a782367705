using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>Reads positions as columns: one array for each member, all of the same length.</summary>
internal ref struct ColumnReader(PositionColumns columns, InputErrors errors)
{
    // Lengths of columns that are none.
    private const int Absent = -1;
    private const int Mistyped = -2;

    private readonly PositionColumns _columns = columns;
    private readonly InputErrors _errors = errors;

    public readonly void Read(ref Utf8Scanner scanner)
    {
        scanner.TryTake((byte)'{');
        Span<int> counts = stackalloc int[PositionMember.All.Length];
        counts.Fill(Absent);
        while (scanner.NextMember(out var name))
        {
            if (PositionMember.Find(name) is { } member)
            {
                counts[(int)member.Column] = ReadColumn(ref scanner, member);
                continue;
            }

            _errors.AddUnknown(PositionReader.Pointer, name, PositionMember.Names);
            scanner.Skip();
        }

        CompareLengths(counts);
    }

    private readonly int ReadColumn(ref Utf8Scanner scanner, PositionMember member)
    {
        var pointer = $"{PositionReader.Pointer}/{member.Name}";
        if (!scanner.TryTake((byte)'['))
        {
            _errors.AddUnexpected(pointer, scanner.Skip(), "an array");
            return Mistyped;
        }

        var row = 0;
        for (; scanner.NextItem(); row++)
        {
            _columns.Reserve(row);
            row += member.Column switch
            {
                PositionColumn.Time => scanner.TakeTimes(_columns.TimesFrom(row)),
                PositionColumn.Ignition => 0,
                _ => scanner.TakeNumbers(_columns.From(member.Column, row)),
            };
            _columns.Reserve(row);
            if (!PositionValue.TryRead(ref scanner, member.Column, _columns, row))
            {
                _errors.AddUnexpected($"{pointer}/{row}", scanner.Skip(), member.Expected);
            }
        }

        return row;
    }

    private readonly void CompareLengths(ReadOnlySpan<int> counts)
    {
        var times = counts[(int)PositionColumn.Time];
        foreach (var member in PositionMember.All)
        {
            var count = counts[(int)member.Column];
            var pointer = $"{PositionReader.Pointer}/{member.Name}";
            if (count == Absent && member.Required)
            {
                _errors.Add(pointer, $"Missing; expected an array, each value {member.Expected}.");
            }
            else if (count >= 0 && times >= 0 && count != times)
            {
                _errors.Add(pointer, $"{count} values; expected {times}, as many as t has.");
            }
        }

        _columns.Count = Math.Max(times, 0);
    }
}
