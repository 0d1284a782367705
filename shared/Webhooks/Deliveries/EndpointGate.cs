using System.Collections.Concurrent;
using TlEngine.Executions;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>
/// Keeps one dead or slow receiver from slowing the others: so many requests at once to one host and port, and after five without an
/// answer none for a while, then one that decides. Whoever is not let in comes back later; nobody waits here.
/// </summary>
internal sealed class EndpointGate(RandomSource random, TimeProvider time)
{
    public const int MostAtOnce = 16;
    public const int Failures = 5;
    private const int MostHosts = 4096;

    public static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, State> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The right to send, or how long to stay away.</returns>
    public (Pass? Pass, TimeSpan Wait) Enter(Uri url)
    {
        var state = _hosts.GetOrAdd(url.GetLeftPart(UriPartial.Authority), _ => new State());
        lock (state)
        {
            var now = time.GetUtcNow();
            var most = state.Failures >= Failures ? 1 : MostAtOnce;
            if (state.OpenUntil > now)
            {
                return (null, Later(state.OpenUntil - now));
            }

            if (state.InFlight >= most)
            {
                return (null, Later(Busy));
            }

            state.InFlight++;
        }

        Trim();
        return (new Pass(this, state), TimeSpan.Zero);
    }

    private TimeSpan Later(TimeSpan wait) => wait + (Busy * random.NextDouble());

    private void Leave(State state, bool answered)
    {
        lock (state)
        {
            state.InFlight--;
            state.Failures = answered ? 0 : state.Failures + 1;
            if (state.Failures >= Failures)
            {
                var doubled = FirstBreak * Math.Pow(2, Math.Min(state.Failures - Failures, 10));
                state.OpenUntil = time.GetUtcNow() + (doubled < LongestBreak ? doubled : LongestBreak);
            }
        }
    }

    private void Trim()
    {
        if (_hosts.Count > MostHosts)
        {
            foreach (var (host, _) in _hosts.Where(pair => pair.Value is { InFlight: 0, Failures: 0 }))
            {
                _hosts.TryRemove(host, out _);
            }
        }
    }

    /// <summary>The right to send one request; must be given back.</summary>
    public sealed class Pass(EndpointGate gate, State state)
    {
        /// <param name="answered">Whether the host is alive.</param>
        public void Leave(bool answered) => gate.Leave(state, answered);
    }

    /// <summary>Guarded by itself.</summary>
    internal sealed class State
    {
        public int InFlight { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset OpenUntil { get; set; }
    }
}
