using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TlEngine.Engines.Json;

namespace TlEngine.Executions.Requests;

/// <summary>
/// The shape of an object of scalars in an array that was found well formed: the bytes before each of its values, from the last value of
/// the object before it on. An object of the same shape needs no second look at its names, its commas and its colons, only at its values.
/// </summary>
internal struct JsonRow
{
    private Slots _slots;
    private int _count;
    private int _room = BytePattern.Room;
    private int _tailStart;
    private readonly int _tailEnd;

    private JsonRow(int tailEnd) => _tailEnd = tailEnd;

    /// <returns>False for an object with anything but plain scalars, or with too many of them, or too much between them.</returns>
    /// <param name="body">Holds the object from start to end, well formed, and what is before the next one from there on.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, int start, int end, int next, out JsonRow row)
    {
        row = new JsonRow(end);
        var at = start + 1;
        var literal = start;
        while (JsonRepeats.SkipSpace(body, ref at) != (byte)'}')
        {
            at += body[at] == (byte)',' ? 1 : 0;
            JsonRepeats.SkipSpace(body, ref at);
            if (!JsonScalar.TrySkip(body, ref at))
            {
                return false;
            }

            JsonRepeats.SkipSpace(body, ref at);
            at++;
            JsonRepeats.SkipSpace(body, ref at);
            if (row._count == Slots.Length || at - literal > BytePattern.Room)
            {
                return false;
            }

            row.Add(body[literal..at]);
            if (!JsonScalar.TrySkip(body, ref at))
            {
                return false;
            }

            literal = at;
        }

        row._tailStart = literal;
        return row._count > 0 && row.TryJoin(body[literal..next], body[start..]);
    }

    /// <summary>Walks over the objects of this shape that follow it.</summary>
    /// <returns>Where the last one ends; its own end where none follows.</returns>
    public readonly int SkipMore(ReadOnlySpan<byte> body)
    {
        var tail = body[_tailStart.._tailEnd];
        var (before, end) = (_tailStart, _tailStart);
        while (body.Length - end >= _room && TrySkip(body, end, out var next))
        {
            (before, end) = (end, next);
        }

        // That an object has ended there is known when the next one begins, or has to be looked at.
        return (body[end..].StartsWith(tail) ? end : before) + tail.Length;
    }

    private void Add(ReadOnlySpan<byte> literal)
    {
        _slots[_count++] = new BytePattern(literal);
        _room += literal.Length + 1 + ShortNumber.Room;
    }

    /// <summary>Sets the end of an object, and what is between it and the next one, before its first value.</summary>
    private bool TryJoin(ReadOnlySpan<byte> end, ReadOnlySpan<byte> start)
    {
        start = start[..(int)_slots[0].Length];
        if (end.Length + start.Length > BytePattern.Room)
        {
            return false;
        }

        _slots[0] = new BytePattern([.. end, .. start]);
        _room += end.Length;
        return true;
    }

    /// <param name="at">Where the last value of an object of this shape ends.</param>
    /// <param name="end">Where the last value of the next one ends.</param>
    private readonly bool TrySkip(ReadOnlySpan<byte> body, int at, out int end)
    {
        end = at;
        ref var json = ref MemoryMarshal.GetReference(body);
        ref var here = ref Unsafe.Add(ref json, at);
        foreach (ref readonly var before in ((ReadOnlySpan<BytePattern>)_slots)[.._count])
        {
            if (!before.Matches(ref here))
            {
                return false;
            }

            here = ref Unsafe.Add(ref here, before.Length);
            ref var start = ref here;
            if (here == (byte)'-')
            {
                start = ref Unsafe.Add(ref here, 1);
            }

            // What follows it is looked at with the next literal.
            var number = new ShortNumber(ref start);
            if (number.IsJson)
            {
                here = ref Unsafe.Add(ref start, number.Length);
                continue;
            }

            end = (int)Unsafe.ByteOffset(ref json, ref here);
            if (!JsonScalar.TrySkip(body, ref end) || body.Length - end < _room)
            {
                return false;
            }

            here = ref Unsafe.Add(ref json, end);
        }

        end = (int)Unsafe.ByteOffset(ref json, ref here);
        return true;
    }

    [InlineArray(Length)]
    private struct Slots
    {
        public const int Length = 16;
        private BytePattern _first;
    }
}
