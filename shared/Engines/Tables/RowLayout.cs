using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Tables;

/// <summary>
/// What a row has before each of its values, from the last value of the row before it on. A recording has the same in nearly all its rows:
/// those bytes are compared, not parsed.
/// </summary>
/// <param name="start">Where the last value of the row before it ends.</param>
internal struct RowLayout(int start)
{
    private Slots _slots;
    private int _count;
    private int _end = start;
    private int _room = BytePattern.Room;
    private bool _isTooLong;

    /// <summary>Where the last value of the last row ends.</summary>
    public readonly int End => _end;

    /// <summary>Notes the next value of the row.</summary>
    public void Add(MemberKind kind, int column, ReadOnlySpan<byte> json, int valueStart, int valueEnd)
    {
        var before = json[_end..valueStart];
        _end = valueEnd;
        _isTooLong |= before.Length > BytePattern.Room || _count == Slots.Length;
        if (!_isTooLong)
        {
            _slots[_count++] = new Slot(new BytePattern(before), kind, column);
            _room += before.Length + 1 + ShortNumber.Room;
        }
    }

    /// <summary>Takes the rows of this layout that follow, into the columns from <paramref name="row"/> on.</summary>
    /// <returns>The row after them.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)] // A loop that has the processor's registers to itself.
    public int ReadMore(ref Utf8Scanner scanner, TableColumns columns, int row)
    {
        var start = _end;
        while (!_isTooLong && HasRoom(in scanner, _end))
        {
            columns.Reserve(row);
            scanner.At = _end;
            if (!TryRead(ref scanner, columns, row))
            {
                break;
            }

            (start, _end) = (_end, scanner.At);
            row++;
        }

        scanner.At = _end;
        if (scanner.TryTake((byte)'}'))
        {
            return row;
        }

        // The last one has something else behind the values of this layout.
        (scanner.At, _end) = (start, start);
        scanner.TryTake((byte)'}');
        return row - 1;
    }

    /// <summary>Takes the row behind the last value that was taken, or false: where that leaves the scanner means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryRead(ref Utf8Scanner scanner, TableColumns columns, int row)
    {
        ref var json = ref MemoryMarshal.GetReference(scanner.Json);
        ref var here = ref Unsafe.Add(ref json, scanner.At);
        foreach (ref readonly var slot in ((ReadOnlySpan<Slot>)_slots)[.._count])
        {
            if (!slot.Before.Matches(ref here))
            {
                return false;
            }

            here = ref Unsafe.Add(ref here, slot.Before.Length);
            ref var next = ref slot.Kind == MemberKind.Time
                ? ref ReadTime(ref here, columns, row)
                : ref ReadMeasurement(ref here, slot.Kind, columns, slot.Column, row);
            if (!Unsafe.AreSame(ref here, ref next))
            {
                here = ref next;
                continue;
            }

            scanner.At = (int)Unsafe.ByteOffset(ref json, ref here);
            if (!TableValue.TryRead(ref scanner, slot.Kind, columns, slot.Column, row) || !HasRoom(in scanner, scanner.At))
            {
                return false;
            }

            here = ref Unsafe.Add(ref json, scanner.At);
        }

        scanner.At = (int)Unsafe.ByteOffset(ref json, ref here);
        return true;
    }

    /// <returns>What is behind it; the same place where it is no short number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte ReadTime(ref byte here, TableColumns columns, int row)
    {
        var number = new ShortNumber(ref here);
        if (!number.IsNumber || !number.IsWhole)
        {
            return ref here;
        }

        columns.SetTime(row, Rfc3339.FromEpochMilliseconds(number.Digits));
        return ref Unsafe.Add(ref here, number.Length);
    }

    /// <returns>What is behind it; the same place where it is no short number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte ReadMeasurement(ref byte here, MemberKind kind, TableColumns columns, int column, int row)
    {
        var negative = false;
        ref var start = ref here;
        if (here == (byte)'-')
        {
            start = ref Unsafe.Add(ref here, 1);
            negative = true;
        }

        var number = new ShortNumber(ref start);
        if (!number.IsNumber || kind == MemberKind.Flag)
        {
            return ref here;
        }

        columns.SetKnown(column, row, number.ToDouble(negative));
        return ref Unsafe.Add(ref start, number.Length);
    }

    private readonly bool HasRoom(in Utf8Scanner scanner, int at) => scanner.Json.Length - at >= _room;

    private readonly record struct Slot(BytePattern Before, MemberKind Kind, int Column);

    [InlineArray(Length)]
    private struct Slots
    {
        public const int Length = 8;
        private Slot _first;
    }
}
