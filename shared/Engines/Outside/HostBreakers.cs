using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside;

/// <summary>
/// A circuit breaker for each host and port: where half of at least ten tries within 30 s fail, the next 15 s fail at once; then one try
/// decides. Hosts are callers' choice, so their number is bounded.
/// </summary>
internal sealed class HostBreakers(TimeProvider time)
{
    public const int MinimumThroughput = 10;
    private const double FailureRatio = 0.5;
    private const int MostHosts = 1024;

    public static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Entry> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline<OutboundAnswer> Of(Uri url)
    {
        var entry = _hosts.GetOrAdd($"{url.Scheme}://{url.Host}:{url.Port}", _ => new Entry(Build()));
        entry.LastUsed = time.GetTimestamp();
        if (_hosts.Count > MostHosts)
        {
            Forget();
        }

        return entry.Pipeline;
    }

    private ResiliencePipeline<OutboundAnswer> Build() =>
        new ResiliencePipelineBuilder<OutboundAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<OutboundAnswer>
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = MinimumThroughput,
                SamplingDuration = Sampling,
                BreakDuration = Break,
                ShouldHandle = arguments => ValueTask.FromResult(IsTheHostsFault(arguments.Outcome)),
            })
            .Build();

    private static bool IsTheHostsFault(Outcome<OutboundAnswer> outcome) => outcome switch
    {
        { Exception: OutboundException { Fault: not (OutboundFault.Refused or OutboundFault.TooLarge) } } => true,
        { Result: { Code: >= 500 } } => true,
        _ => false,
    };

    private void Forget()
    {
        foreach (var (host, _) in _hosts.OrderBy(pair => pair.Value.LastUsed).Take(MostHosts / 4))
        {
            _hosts.TryRemove(host, out _);
        }
    }

    private sealed class Entry(ResiliencePipeline<OutboundAnswer> pipeline)
    {
        public ResiliencePipeline<OutboundAnswer> Pipeline => pipeline;

        public long LastUsed { get; set; }
    }
}
