namespace PostHog;

/// <summary>The properties that every event carries beside the caller's own.</summary>
internal static class EventProperties
{
    private static readonly string Version = typeof(EventProperties).Assembly.GetName().Version?.ToString() ?? "0";

    /// <summary>A copy of the caller's properties with the client's own; the place of the server is never taken for that of a user.</summary>
    public static Dictionary<string, object> Of(string distinctId, Dictionary<string, object>? properties, GroupCollection? groups)
    {
        var all = new Dictionary<string, object>(properties ?? [])
        {
            ["distinct_id"] = distinctId,
            ["$lib"] = "tl-engine",
            ["$lib_version"] = Version,
            ["$is_server"] = true,
        };
        all.TryAdd("$geoip_disable", true);
        if (groups is { Count: > 0 })
        {
            all["$groups"] = groups.ToReadOnly();
        }

        return all;
    }
}
