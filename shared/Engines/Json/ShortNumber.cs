using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TlEngine.Engines.Json;

/// <summary>
/// A number without sign or exponent of at most fifteen bytes, <c>34.603722</c>, as most numbers are: all its bytes are looked at at once.
/// Both its digits and the power of ten are exact doubles, so that one division rounds it correctly (Clinger, "How to read floating point
/// numbers accurately", 1990). What follows is for the caller to see.
/// </summary>
internal readonly ref struct ShortNumber
{
    /// <summary>Bytes that must be readable where it is looked for.</summary>
    public const int Room = 17;

    private const int Width = 16;

    private readonly Vector128<byte> _values;
    private readonly nuint _count;
    private readonly ref readonly byte _here;

    /// <summary>Looks at the bytes from here on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ShortNumber(ref readonly byte here)
    {
        _here = ref here;
        _values = Vector128.LoadUnsafe(in here) - Vector128.Create((byte)'0');
        var others = Vector128.GreaterThan(_values, Vector128.Create((byte)9)).ExtractMostSignificantBits() | (1 << Width);
        Length = (uint)BitOperations.TrailingZeroCount(others);
        _count = Length;
        if (At(Length) == (byte)'.')
        {
            Decimals = ~Length;
            Length = (uint)BitOperations.TrailingZeroCount(others & (others - 1));
            Decimals += Length;
            _count = Length - 1;
        }
    }

    /// <summary>Bytes it has, its point included, where <see cref="IsNumber"/>.</summary>
    public nuint Length { get; }

    public nuint Decimals { get; }

    /// <summary>Whether it has no point.</summary>
    public bool IsWhole => Length == _count;

    /// <summary>Whether one is there and ends within fifteen bytes.</summary>
    public bool IsNumber
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Length - 1 < Width - 1 && (At(Length) | 0x20) != 'e';
    }

    /// <summary>Whether JSON would have it: digits on both sides of a point, no zero before others.</summary>
    public bool IsJson
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsNumber && (Decimals > 0 || IsWhole) && (_values[0] != 0 ? _count > Decimals : _count == Decimals + 1);
    }

    /// <summary>Its digits without the point.</summary>
    public long Digits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // The last digit to the right end, those before the point a place further than those behind it, zeros before them.
            var places = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(ToTheRight), _count & (Width - 1))
                + Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(OverThePoint), Decimals & (Width - 1));
            return Join(Vector128.ShuffleNative(_values, places));
        }
    }

    private static ReadOnlySpan<byte> ToTheRight =>
    [
        128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    private static ReadOnlySpan<byte> OverThePoint =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    private static ReadOnlySpan<double> Divisors =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        -1e0, -1e1, -1e2, -1e3, -1e4, -1e5, -1e6, -1e7, -1e8, -1e9, -1e10, -1e11, -1e12, -1e13, -1e14, -1e15,
    ];

    /// <summary>Its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ToDouble(bool negative) =>
        Digits / Unsafe.Add(ref MemoryMarshal.GetReference(Divisors), (Decimals & (Width - 1)) + (negative ? Width : (nuint)0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte At(nuint place) => Unsafe.Add(ref Unsafe.AsRef(in _here), place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Join(Vector128<byte> digits)
    {
        if (!Sse41.IsSupported)
        {
            var halves = digits.AsUInt64();
            return (JoinEight(halves[0]) * 100_000_000) + JoinEight(halves[1]);
        }

        var twos = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((short)(10 + (1 << 8))).AsSByte());
        var fours = Sse2.MultiplyAddAdjacent(twos, Vector128.Create(100 + (1 << 16)).AsInt16());
        var packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        var eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create(10_000 + (1 << 16)).AsInt16()).AsInt64()[0];
        return ((eights & uint.MaxValue) * 100_000_000) + (eights >>> 32);
    }

    private static long JoinEight(ulong digits)
    {
        var twos = (digits * 10) + (digits >> 8);
        var fours = (twos & 0x000000FF_000000FF) * (100 + (1_000_000UL << 32));
        fours += ((twos >> 16) & 0x000000FF_000000FF) * (1 + (10_000UL << 32));
        return (long)(fours >> 32);
    }
}
