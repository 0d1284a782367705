using System.Globalization;
using System.Net;

namespace TlEngine.Outbound;

/// <summary>A complete answer.</summary>
/// <param name="Headers">Names in lower case, each once, several values joined as HTTP allows.</param>
/// <param name="FirstByte">From the start to the answer's headers.</param>
internal sealed record OutboundAnswer(
    HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, TimeSpan FirstByte)
{
    public int Code => (int)Status;

    public bool IsSuccess => Code is >= 200 and <= 299;

    public bool IsRedirect => Code is >= 300 and <= 399 and not 304;

    /// <summary>How long the other side asks to wait: Retry-After in seconds or as a date (RFC 9110, 10.2.3).</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        if (!Headers.TryGetValue("retry-after", out var text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        }

        return DateTimeOffset.TryParseExact(
            text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var time)
            ? TimeSpan.FromTicks(Math.Clamp((time - now).Ticks, 0, Longest.Ticks))
            : null;
    }

    /// <summary>The three that a recipient must accept (RFC 9110, 5.6.7): of today, of RFC 850, of asctime.</summary>
    private static readonly string[] Dates = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>Nobody is believed who asks for more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
}
