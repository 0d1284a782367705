using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TlEngine.Functions.Http.Door;

/// <summary>What a caller prefers (RFC 7240), as far as this service honours it. A preference that is malformed is ignored.</summary>
/// <param name="RespondAsync">Prefer: respond-async, or ?mode=async.</param>
/// <param name="Wait">Prefer: wait=N, in whole seconds, 100 s at most.</param>
internal sealed record Preferences(bool RespondAsync, TimeSpan? Wait)
{
    private const int LongestWaitSeconds = 100;

    public static Preferences Of(HttpRequest request)
    {
        var respondAsync = request.Query["mode"].Contains("async", StringComparer.OrdinalIgnoreCase);
        TimeSpan? wait = null;
        foreach (var preference in request.Headers["Prefer"].SelectMany(line => Split(line ?? "")))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            var (name, value) = (parts[0], parts.ElementAtOrDefault(1)?.Trim('"') ?? "");

            // RFC 7240, section 2: an empty value is no value.
            if (name.Equals("respond-async", StringComparison.OrdinalIgnoreCase) && value.Length == 0)
            {
                respondAsync = true;
            }
            else if (name.Equals("wait", StringComparison.OrdinalIgnoreCase))
            {
                wait ??= Seconds(value);
            }
        }

        return new Preferences(respondAsync, wait);
    }

    /// <summary>At the commas that stand outside quoted strings (RFC 9110, section 5.6.4).</summary>
    private static IEnumerable<string> Split(string line)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    yield return line[start..i];
                    start = i + 1;
                    break;
                default:
                    break;
            }
        }

        yield return line[start..];
    }

    /// <summary>The value of Preference-Applied; null when nothing was asked for.</summary>
    /// <param name="waited">False where the call was put off for another reason, however long its caller would have waited.</param>
    public string? Applied(bool answeredLater, bool waited = true) => (RespondAsync && answeredLater, waited ? Wait : null) switch
    {
        (true, { } wait) => string.Create(CultureInfo.InvariantCulture, $"respond-async, wait={wait.TotalSeconds:0}"),
        (true, null) => "respond-async",
        (false, { } wait) => string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}"),
        _ => null,
    };

    /// <summary>Any number of digits is a number of seconds (RFC 7240, section 4.3); anything else is none.</summary>
    private static TimeSpan? Seconds(string digits) =>
        digits.Length == 0 || !digits.All(char.IsAsciiDigit) ? null
        : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < LongestWaitSeconds
            ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.FromSeconds(LongestWaitSeconds);
}
