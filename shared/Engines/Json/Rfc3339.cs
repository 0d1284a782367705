namespace TlEngine.Engines.Json;

/// <summary>Times as RFC 3339 writes them, to and from UTC ticks (100 ns since the year 1).</summary>
internal static class Rfc3339
{
    /// <summary>What a time outside the years 1 to 9999 is read as.</summary>
    public const long NoTime = long.MinValue;

    private const long FirstMillisecond = -62_135_596_800_000;
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>
    /// False for what is no RFC 3339 time; a fraction past 100 ns is cut off, a leap second counts as the second after it.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = NoTime;
        if (text.Length < 20
            || !TryDigits(text, 0, 4, out var year) || text[4] != '-' || !TryDigits(text, 5, 2, out var month) || text[7] != '-'
            || !TryDigits(text, 8, 2, out var day) || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !TryDigits(text, 11, 2, out var hour) || text[13] != ':'
            || !TryDigits(text, 14, 2, out var minute) || text[16] != ':' || !TryDigits(text, 17, 2, out var second))
        {
            return false;
        }

        var rest = text[19..];
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(Math.Max(year, 1), month)
            || hour > 23 || minute > 59 || second > 60 || !TryFraction(ref rest, out var fraction) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        if (year > 0)
        {
            var local = new DateTime(year, month, day, hour, minute, 0).Ticks + (second * TimeSpan.TicksPerSecond) + fraction;
            ticks = InRange(local - offset);
        }

        return true;
    }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public static long FromEpochMilliseconds(double milliseconds)
    {
        if (!(Math.Abs(milliseconds) < 1e15))
        {
            return NoTime;
        }

        // Whole and fraction apart: their sum in ticks has more digits than a double.
        var whole = Math.Floor(milliseconds);
        var fraction = Math.Round((milliseconds - whole) * TimeSpan.TicksPerMillisecond);
        return InRange(DateTime.UnixEpoch.Ticks + ((long)whole * TimeSpan.TicksPerMillisecond) + (long)fraction);
    }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public static long FromEpochMilliseconds(long milliseconds) =>
        milliseconds is >= FirstMillisecond and <= LastMillisecond
            ? DateTime.UnixEpoch.Ticks + (milliseconds * TimeSpan.TicksPerMillisecond)
            : NoTime;

    public static DateTime ToUtc(long ticks) => new(ticks, DateTimeKind.Utc);

    private static long InRange(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? ticks : NoTime;

    private static bool TryDigits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + (int)digit;
        }

        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest[0] != '.')
        {
            return true;
        }

        var end = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        for (var (i, weight) = (1, TimeSpan.TicksPerSecond / 10); i < end && weight > 0; i++, weight /= 10)
        {
            ticks += (rest[i] - '0') * weight;
        }

        rest = rest[Math.Max(end, 1)..];
        return end > 1;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.Length == 1)
        {
            return (rest[0] | 0x20) == 'z';
        }

        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !TryDigits(rest, 1, 2, out var hours) || !TryDigits(rest, 4, 2, out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        ticks = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute * (rest[0] == '-' ? -1 : 1);
        return true;
    }
}
