namespace TlEngine.Caching;

/// <summary>Every key of this service starts with <c>engine:</c>, since the server may be shared.</summary>
internal static class CacheKey
{
    public static string Checked(string key) => key.StartsWith("engine:", StringComparison.Ordinal)
        ? key
        : throw new ArgumentException($"The key '{key}' does not start with 'engine:'.", nameof(key));

    /// <summary>Where the reservation of a value is kept.</summary>
    public static string ReservationOf(string key) => $"{Checked(key)}:reserved";
}
