using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TlEngine.Engines.Json;

internal ref partial struct Utf8Scanner
{
    /// <summary>
    /// Inside an array, before an item: takes the short numbers that follow one another from here on. The item before which it stops is
    /// none, or the last one, or one too many for <paramref name="values"/>.
    /// </summary>
    /// <returns>How many it took.</returns>
    public int TakeNumbers(Span<double> values)
    {
        Peek();
        ref var json = ref MemoryMarshal.GetReference(_json);
        ref var here = ref Unsafe.Add(ref json, _at);
        var last = _json.Length - ShortNumber.Room - 1;
        var count = 0;
        for (; count < values.Length && Unsafe.ByteOffset(ref json, ref here) <= last; count++)
        {
            ref var start = ref here;
            var negative = false;
            if (here == (byte)'-')
            {
                start = ref Unsafe.Add(ref here, 1);
                negative = true;
            }

            var number = new ShortNumber(ref start);
            ref var end = ref Unsafe.Add(ref start, number.Length);
            if (!number.IsNumber || end != (byte)',')
            {
                break;
            }

            values[count] = number.ToDouble(negative);
            here = ref SkipSpace(ref Unsafe.Add(ref end, 1));
        }

        _at = (int)Unsafe.ByteOffset(ref json, ref here);
        return count;
    }

    /// <summary>The same for times: short numbers of milliseconds, and <see cref="ShortTime"/>, as UTC ticks.</summary>
    public int TakeTimes(Span<long> times)
    {
        Peek();
        ref var json = ref MemoryMarshal.GetReference(_json);
        ref var here = ref Unsafe.Add(ref json, _at);
        var last = _json.Length - ShortTime.Room - 1;
        var count = 0;
        for (; count < times.Length && Unsafe.ByteOffset(ref json, ref here) <= last; count++)
        {
            ref var end = ref here;
            if (here == (byte)'"')
            {
                end = ref Unsafe.Add(ref here, ShortTime.ReadQuoted(ref here, out times[count]));
            }
            else
            {
                var number = new ShortNumber(ref here);
                if (number.IsNumber && number.IsWhole)
                {
                    times[count] = Rfc3339.FromEpochMilliseconds(number.Digits);
                    end = ref Unsafe.Add(ref here, number.Length);
                }
            }

            if (end != (byte)',')
            {
                break;
            }

            here = ref SkipSpace(ref Unsafe.Add(ref end, 1));
        }

        _at = (int)Unsafe.ByteOffset(ref json, ref here);
        return count;
    }

    /// <summary>Past the space that some writers set between items: another reader looks at more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte SkipSpace(ref byte here) => ref Unsafe.Add(ref here, here == (byte)' ' ? 1 : 0);
}
