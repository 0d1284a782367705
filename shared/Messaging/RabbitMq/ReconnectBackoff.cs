namespace TlEngine.Messaging.RabbitMq;

/// <summary>How long to wait after so many failures in a row: 100 ms, doubled, at most 5 s.</summary>
internal static class ReconnectBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TimeSpan After(int failures)
    {
        var delay = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        return delay < Longest ? delay : Longest;
    }
}
