using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TlEngine.Executions.Requests;

/// <summary>
/// Walks over numbers, plain strings and literals of JSON (RFC 8259). Whether a delimiter follows is for the caller to see.
/// </summary>
internal static class JsonScalar
{
    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong HighBits = 0x8080_8080_8080_8080;

    // What ends a plain string: its quote, an escape, or a control character, which a string must not have.
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>Moves past the scalar that starts here; false, with nothing moved, for what is none or has an escape.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> json, ref int at)
    {
        if ((uint)at >= (uint)json.Length)
        {
            return false;
        }

        return json[at] switch
        {
            (byte)'"' => TrySkipString(json, ref at),
            (byte)'t' => TrySkipLiteral(json, "true"u8, ref at),
            (byte)'f' => TrySkipLiteral(json, "false"u8, ref at),
            (byte)'n' => TrySkipLiteral(json, "null"u8, ref at),
            _ => TrySkipNumber(json, ref at),
        };
    }

    /// <summary>Moves past a number; false, with nothing moved, where there is none.</summary>
    public static bool TrySkipNumber(ReadOnlySpan<byte> json, ref int at)
    {
        var next = at;
        next += Is(json, next, (byte)'-') ? 1 : 0;
        var whole = CountDigits(json, next);
        if (whole == 0 || (whole > 1 && json[next] == (byte)'0'))
        {
            return false;
        }

        next += whole;
        if (Is(json, next, (byte)'.'))
        {
            var decimals = CountDigits(json, next + 1);
            if (decimals == 0)
            {
                return false;
            }

            next += 1 + decimals;
        }

        if (Is(json, next, (byte)'e') || Is(json, next, (byte)'E'))
        {
            next++;
            next += Is(json, next, (byte)'+') || Is(json, next, (byte)'-') ? 1 : 0;
            var exponent = CountDigits(json, next);
            if (exponent == 0)
            {
                return false;
            }

            next += exponent;
        }

        at = next;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Is(ReadOnlySpan<byte> json, int at, byte value) => (uint)at < (uint)json.Length && json[at] == value;

    /// <summary>How many digits start here, eight at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountDigits(ReadOnlySpan<byte> json, int at)
    {
        var start = at;
        while (at <= json.Length - sizeof(ulong))
        {
            // Digits become 0 to 9, whatever else becomes more; adding 0x76 lifts that over 0x7F, and no carry leaves its byte.
            var values = BinaryPrimitives.ReadUInt64LittleEndian(json[at..]) ^ Zeros;
            var others = (((values & ~HighBits) + 0x7676_7676_7676_7676) | values) & HighBits;
            if (others != 0)
            {
                return at - start + (BitOperations.TrailingZeroCount(others) >> 3);
            }

            at += sizeof(ulong);
        }

        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
        {
            at++;
        }

        return at - start;
    }

    private static bool TrySkipString(ReadOnlySpan<byte> json, ref int at)
    {
        var length = json[(at + 1)..].IndexOfAny(StringEnds);
        if (length < 0 || json[at + 1 + length] != (byte)'"')
        {
            return false;
        }

        at += length + 2;
        return true;
    }

    private static bool TrySkipLiteral(ReadOnlySpan<byte> json, ReadOnlySpan<byte> literal, ref int at)
    {
        if (!json[at..].StartsWith(literal))
        {
            return false;
        }

        at += literal.Length;
        return true;
    }
}
