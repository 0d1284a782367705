using System.Runtime.CompilerServices;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>Where the values of a row are, and the bytes between them.</summary>
/// <param name="start">Where the row starts.</param>
internal struct RowLayout(int start)
{
    private Slots _slots;
    private int _count;
    private int _end = start;

    /// <summary>Notes the next value of the row.</summary>
    public void Add(PositionColumn column, int valueStart, int valueEnd)
    {
        if (_count < Slots.Length)
        {
            _slots[_count] = new Slot(_end, valueStart - _end, column);
        }

        _count++;
        _end = valueEnd;
    }

    /// <summary>Takes a row of this layout whose values are plain; moves nothing otherwise.</summary>
    public readonly bool TryRead(ref Utf8Scanner scanner, PositionColumns columns, int row)
    {
        if (_count is 0 or > Slots.Length)
        {
            return false;
        }

        var start = scanner.At;
        var json = scanner.Json;
        for (var i = 0; i < _count; i++)
        {
            var slot = _slots[i];
            if (!json[scanner.At..].StartsWith(json.Slice(slot.Start, slot.Length)))
            {
                scanner.At = start;
                return false;
            }

            scanner.At += slot.Length;
            var isPlain = slot.Column is not (PositionColumn.Time or PositionColumn.Ignition);
            if (isPlain && scanner.TryPlainNumber(out var value))
            {
                columns.Set(slot.Column, row, value);
            }
            else if (!PositionValue.TryRead(ref scanner, slot.Column, columns, row))
            {
                scanner.At = start;
                return false;
            }
        }

        if (scanner.TryTake((byte)'}'))
        {
            return true;
        }

        scanner.At = start;
        return false;
    }

    private readonly record struct Slot(int Start, int Length, PositionColumn Column);

    [InlineArray(Length)]
    private struct Slots
    {
        public const int Length = 8;
        private Slot _first;
    }
}
