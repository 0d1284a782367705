using System.Diagnostics;

namespace TlEngine.Tests.Servers;

/// <summary>Waits for something that happens by itself, with a reason and a deadline.</summary>
internal static class Poll
{
    /// <summary>Asks every <paramref name="interval"/> (20 ms) until the answer is true; past the deadline it fails with <paramref name="reason"/>.</summary>
    public static async Task UntilAsync(string reason, TimeSpan deadline, Func<Task<bool>> condition, TimeSpan? interval = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > deadline)
            {
                throw new TimeoutException($"Not within {deadline.TotalSeconds:0.#} s: {reason}.");
            }

            await Task.Delay(interval ?? TimeSpan.FromMilliseconds(20));
        }
    }

    public static Task UntilAsync(string reason, TimeSpan deadline, Func<bool> condition) =>
        UntilAsync(reason, deadline, () => Task.FromResult(condition()));
}
