using System.Globalization;
using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Executions.Requests;

/// <summary>A time as callers write it outside of engines' data: RFC 3339 with its offset, or milliseconds since 1970.</summary>
public static class TimeText
{
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        long ticks;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
        {
            ticks = Rfc3339.FromEpochMilliseconds(milliseconds);
        }
        else if (!Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out ticks))
        {
            ticks = Rfc3339.NoTime;
        }

        time = ticks == Rfc3339.NoTime ? default : new DateTimeOffset(ticks, TimeSpan.Zero);
        return ticks != Rfc3339.NoTime;
    }
}
