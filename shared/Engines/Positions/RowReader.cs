using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>
/// Reads positions as rows. A recording has one layout, so each row is first tried as the one before it with other values: the bytes
/// between the values are compared, not parsed. A row that differs is read member by member.
/// </summary>
internal ref struct RowReader(PositionColumns columns, InputErrors errors)
{
    private const int AllRequired = 0b111;

    private readonly PositionColumns _columns = columns;
    private readonly InputErrors _errors = errors;
    private RowLayout _layout;

    public void Read(ref Utf8Scanner scanner)
    {
        scanner.TryTake((byte)'[');
        var row = 0;
        for (; scanner.NextItem(); row++)
        {
            _columns.Reserve(row);
            if (!_layout.TryRead(ref scanner, _columns, row))
            {
                ReadMembers(ref scanner, row);
            }
        }

        _columns.Count = row;
    }

    private void ReadMembers(ref Utf8Scanner scanner, int row)
    {
        var layout = new RowLayout(scanner.At);
        var errorsBefore = _errors.Count;
        if (!scanner.TryTake((byte)'{'))
        {
            _errors.AddUnexpected($"{PositionReader.Pointer}/{row}", scanner.Skip(), "an object");
            return;
        }

        var seen = 0;
        while (scanner.NextMember(out var name))
        {
            scanner.Peek();
            var start = scanner.At;
            if (PositionMember.Find(name) is not { } member)
            {
                _errors.AddUnknown($"{PositionReader.Pointer}/{row}", name, PositionMember.Names);
                scanner.Skip();
                continue;
            }

            seen |= 1 << (int)member.Column;
            if (!PositionValue.TryRead(ref scanner, member.Column, _columns, row))
            {
                _errors.AddUnexpected($"{PositionReader.Pointer}/{row}/{member.Name}", scanner.Skip(), member.Expected);
            }

            layout.Add(member.Column, start, scanner.At);
        }

        if ((seen & AllRequired) != AllRequired)
        {
            ReportMissing(seen, row);
        }

        // A row with a fault must not become the pattern that later rows are waved through by.
        _layout = _errors.Count == errorsBefore ? layout : default;
    }

    private readonly void ReportMissing(int seen, int row)
    {
        foreach (var member in PositionMember.All)
        {
            if (member.Required && (seen & (1 << (int)member.Column)) == 0)
            {
                _errors.Add($"{PositionReader.Pointer}/{row}/{member.Name}", $"Missing; expected {member.Expected}.");
            }
        }
    }
}
