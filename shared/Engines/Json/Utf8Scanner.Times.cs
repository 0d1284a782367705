namespace TlEngine.Engines.Json;

internal ref partial struct Utf8Scanner
{
    /// <summary>Takes a time, RFC 3339 or epoch milliseconds, as UTC ticks: <see cref="Rfc3339.NoTime"/> outside the calendar.</summary>
    public bool TryTime(out long ticks)
    {
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
}
