using System.Buffers;
using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Engines.Outside;
using TlEngine.Engines.Outside.HttpCall;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Outbound;
using TlEngine.Tests.Outbound;

namespace TlEngine.Tests.Engines.Outside;

/// <summary>Engines that call out, as the service builds them, over servers of this machine.</summary>
internal sealed class OutsideUnderTest : IDisposable
{
    public const string Token = "tok-8c1f+/=9\"x";

    public OutsideUnderTest(string allow = OutboundUnderTest.Loopback, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var guard = OutboundUnderTest.Guard(allow);
        Outbound = new OutboundClient(guard, time);
        HttpCall = new HttpCallEngine(
            guard,
            Outbound,
            new SecretVault(name => Secrets.GetValueOrDefault(name)),
            new TokenCache(new TokenClient(Outbound, time), time),
            new CallTries(new HostBreakers(time), new NoChance(), time),
            time);
    }

    public Dictionary<string, string> Secrets { get; } = new()
    {
        ["TL_SECRET_TOKEN"] = Token,
        ["TL_SECRET_TOKEN_HOSTS"] = "127.0.0.1",
        ["TL_SECRET_ELSEWHERE"] = "for-somebody-else",
        ["TL_SECRET_ELSEWHERE_HOSTS"] = "api.example.com, *.example.org",
        ["TL_SECRET_NOWHERE"] = "for-nobody-at-all",
        ["TL_SECRET_SHORT"] = "short",
        ["TL_SECRET_SHORT_HOSTS"] = "*",
        ["DATABASE_URL"] = "postgresql://engine:engine@db/enginedb",
    };

    public OutboundClient Outbound { get; }

    public HttpCallEngine HttpCall { get; }

    public static EngineRun Run(int attempt = 1, bool earlierLost = false) =>
        new(new ExecutionId(Guid.Parse("0197a000-0000-7000-8000-000000000001")), DateTimeOffset.UnixEpoch, attempt)
        {
            Caller = "key:test", EarlierAttemptLost = earlierLost,
        };

    public static async Task<JsonElement> RunAsync(
        IEngine engine, string data, EngineRun? run = null, CancellationToken cancellationToken = default)
    {
        var output = new ArrayBufferWriter<byte>();
        await engine.PrepareReady(data).RunAsync(run ?? Run(), output, cancellationToken);
        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    public Task<JsonElement> CallAsync(string data, EngineRun? run = null) => RunAsync(HttpCall, data, run);

    public Task<EngineFailedException> FailAsync(string data, EngineRun? run = null) =>
        Assert.ThrowsAsync<EngineFailedException>(() => CallAsync(data, run));

    public void Dispose() => Outbound.Dispose();

    /// <summary>The shortest waits.</summary>
    private sealed class NoChance : RandomSource
    {
        public override double NextDouble() => 0;
    }
}
