using System.Runtime.CompilerServices;

namespace TlEngine.Executions.Requests;

/// <summary>
/// The shape of an object of scalars that was found well formed: the bytes between its values. An object of the same shape needs no second
/// look at its names, its commas and its colons, only at its values.
/// </summary>
internal struct JsonRow
{
    private Slots _slots;
    private int _count;
    private int _tail;
    private int _end;

    /// <returns>False for an object with anything but plain scalars, or with too many of them.</returns>
    /// <param name="body">Holds the object from start to end, well formed.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, int start, int end, out JsonRow row)
    {
        row = default;
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
            if (row._count == Slots.Length)
            {
                return false;
            }

            row._slots[row._count++] = new Slot(literal, at - literal);
            if (!JsonScalar.TrySkip(body, ref at))
            {
                return false;
            }

            literal = at;
        }

        (row._tail, row._end) = (literal, end);
        return true;
    }

    /// <summary>Moves past an object of this shape; nothing is moved where there is another one, or none.</summary>
    public readonly bool TrySkip(ReadOnlySpan<byte> body, ref int at)
    {
        var next = at;
        for (var i = 0; i < _count; i++)
        {
            var slot = _slots[i];
            if (!body[next..].StartsWith(body.Slice(slot.Start, slot.Length)))
            {
                return false;
            }

            next += slot.Length;
            if (!JsonScalar.TrySkip(body, ref next))
            {
                return false;
            }
        }

        if (!body[next..].StartsWith(body[_tail.._end]))
        {
            return false;
        }

        at = next + _end - _tail;
        return true;
    }

    private readonly record struct Slot(int Start, int Length);

    [InlineArray(Length)]
    private struct Slots
    {
        public const int Length = 16;
        private Slot _first;
    }
}
