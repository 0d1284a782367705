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
        var respondAsync = request.Query["mode"] == "async";
        TimeSpan? wait = null;
        foreach (var preference in request.Headers["Prefer"].SelectMany(line => (line ?? "").Split(',')))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var name] && name.Equals("respond-async", StringComparison.OrdinalIgnoreCase))
            {
                respondAsync = true;
            }
            else if (parts is [var key, var value]
                && wait is null
                && key.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                wait = TimeSpan.FromSeconds(Math.Min(seconds, LongestWaitSeconds));
            }
        }

        return new Preferences(respondAsync, wait);
    }

    /// <summary>The value of Preference-Applied; null when nothing was asked for.</summary>
    public string? Applied(bool answeredLater) => (RespondAsync && answeredLater, Wait) switch
    {
        (true, { } wait) => string.Create(CultureInfo.InvariantCulture, $"respond-async, wait={wait.TotalSeconds:0}"),
        (true, null) => "respond-async",
        (false, { } wait) => string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}"),
        _ => null,
    };
}
