using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>
/// Reads positions as rows. A row is read member by member; those after it that have the same layout are read by that.
/// </summary>
internal readonly ref struct RowReader(PositionColumns columns, InputErrors errors)
{
    private const int AllRequired = 0b111;

    private readonly PositionColumns _columns = columns;
    private readonly InputErrors _errors = errors;

    public void Read(ref Utf8Scanner scanner)
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

        _columns.Count = row;
    }

    private void ReadMembers(ref Utf8Scanner scanner, int row, ref RowLayout layout)
    {
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

            layout.Add(member.Column, scanner.Json, start, scanner.At);
        }

        if ((seen & AllRequired) != AllRequired)
        {
            ReportMissing(seen, row);
        }
    }

    private void ReportMissing(int seen, int row)
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
