using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Json;

/// <summary>A time in UTC as most are written, <c>2024-03-01T12:00:00Z</c> or with decimals of a second: its date at once.</summary>
internal static class ShortTime
{
    /// <summary>Bytes that must be readable where it is looked for.</summary>
    public const int Room = 1 + Second + 4 + ShortNumber.Room;

    private const int Second = 16;
    private const int Decimals = 7;

    private static ReadOnlySpan<long> TicksOfDecimal => [0, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Looks at the bytes from its first quote on.</summary>
    /// <returns>The bytes that it has, both quotes included; 0 where there is none, or another form of time.</returns>
    /// <param name="ticks">UTC ticks.</param>
    public static nuint ReadQuoted(ref byte quote, out long ticks)
    {
        ref var text = ref Unsafe.Add(ref quote, 1);
        var length = Read(ref text, out ticks);
        return length > 0 && Unsafe.Add(ref text, length) == (byte)'"' ? length + 2 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Read(ref byte here, out long ticks)
    {
        ticks = 0;
        var values = Vector128.LoadUnsafe(ref here) - Vector128.Create("0000-00-00T00:00"u8);
        var others = Vector128.GreaterThan(values, Vector128.Create((byte)9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9));
        if (others != Vector128<byte>.Zero)
        {
            return 0;
        }

        // Century, year in it, month, day, hour and minute.
        var first = Vector128.Create((byte)0, 2, 5, 8, 11, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        var tens = Vector128.WidenLower(Vector128.ShuffleNative(values, first));
        var ones = Vector128.WidenLower(Vector128.ShuffleNative(values, first + Vector128<byte>.One));
        var pairs = (tens * 10) + ones;
        var (year, month, day) = ((pairs[0] * 100) + pairs[1], pairs[2], pairs[3]);
        var second = Pair(ref Unsafe.Add(ref here, Second + 1));
        if (year == 0 || month - 1u >= 12 || (day - 1u >= 28 && day - 1u >= DateTime.DaysInMonth(year, month))
            || pairs[4] > 23 || pairs[5] > 59 || second > 59 || Unsafe.Add(ref here, Second) != (byte)':')
        {
            return 0;
        }

        var length = (nuint)Second + 3;
        if (Unsafe.Add(ref here, length) == (byte)'.')
        {
            var fraction = new ShortNumber(ref Unsafe.Add(ref here, length + 1));
            if (fraction.Length - 1 >= Decimals || !fraction.IsWhole)
            {
                return 0;
            }

            ticks = fraction.Digits * TicksOfDecimal[(int)fraction.Length];
            length += fraction.Length + 1;
        }

        if (Unsafe.Add(ref here, length) != (byte)'Z')
        {
            return 0;
        }

        var minutes = (pairs[4] * 60) + pairs[5];
        ticks += new DateTime(year, month, day).Ticks + (((minutes * 60) + second) * TimeSpan.TicksPerSecond);
        return length + 1;
    }

    /// <summary>The value of two digits; more than 99 where they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(ref byte here)
    {
        var ten = (uint)here - '0';
        var one = (uint)Unsafe.Add(ref here, 1) - '0';
        return ten > 9 || one > 9 ? uint.MaxValue : (ten * 10) + one;
    }
}
