using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TlEngine.Engines.Json;

internal ref partial struct Utf8Scanner
{
    /// <summary>Takes a time, RFC 3339 or epoch milliseconds, as UTC ticks: <see cref="Rfc3339.NoTime"/> outside the calendar.</summary>
    public bool TryTime(out long ticks)
    {
        if (Peek() == (byte)'"' && TryShortTime(out ticks))
        {
            return true;
        }

        if (TryNumber(out var milliseconds))
        {
            ticks = Rfc3339.FromEpochMilliseconds(milliseconds);
            return true;
        }

        var start = _at;
        if (TryText(out var text) && Rfc3339.TryParse(text, out ticks))
        {
            return true;
        }

        At = start;
        ticks = Rfc3339.NoTime;
        return false;
    }

    /// <summary>Takes a text that is a time as most are written, and moves nothing otherwise.</summary>
    private bool TryShortTime(out long ticks)
    {
        ticks = Rfc3339.NoTime;
        if (_json.Length - _at < ShortTime.Room)
        {
            return false;
        }

        var length = ShortTime.ReadQuoted(ref Unsafe.Add(ref MemoryMarshal.GetReference(_json), _at), out ticks);
        _at += (int)length;
        return length > 0;
    }
}
