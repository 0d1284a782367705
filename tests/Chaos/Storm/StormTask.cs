using System.Globalization;
using System.Text;
using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Engines.Geo.Fence;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Summary;
using TlEngine.Tests.EndToEnd;
using TlEngine.Tests.Engines;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>One task: what is asked, and what must come of it.</summary>
/// <param name="Expected">The result's JSON; null where the effect counts.</param>
/// <param name="Callback">Where to tell that it has ended, if this one is to tell.</param>
internal sealed record StormTask(int Number, string EngineId, string Data, string? Expected, Uri Callback)
{
    /// <summary>More than a storm can take from one execution.</summary>
    private const int MaxAttempts = 20;

    /// <summary>Some take long enough for a kill to meet them at work, and are never answered from the cache.</summary>
    private const string SlowEngine = "geo.fence";

    public string Tag => string.Create(CultureInfo.InvariantCulture, $"task-{Number}");

    public string Body => $$"""{"engine_id":"{{EngineId}}","data":{{Data}},"options":{{Options}}}""";

    /// <summary>Over AMQP nobody is called back: such a caller has no secret to sign with.</summary>
    public bool CallsBack => Way != StormWay.Amqp && Number % 4 == 1;

    /// <summary>Tens of tasks go round the ways, so that each has tasks of every kind.</summary>
    public StormWay Way => (StormWay)(Number / 10 % 3);

    private string Cache => EngineId == SlowEngine ? "no_store" : "default";

    private string Options =>
        $$"""{"max_attempts":{{MaxAttempts}},"cache":"{{Cache}}","tags":["{{Tag}}"]{{(CallsBack ? $",\"callback_url\":\"{Callback}\"" : "")}}}""";

    /// <summary>Tracks to clean and to sum up; every eighth a call to a receiver, every tenth slow.</summary>
    public static IReadOnlyList<StormTask> Create(int count, int seed, EffectReceiver receiver)
    {
        var random = new Random(seed);
        IEngine[] engines = [new TrackSummaryEngine(), new TrackCleanEngine()];
        var samples = Enumerable.Range(0, 60).Select(i => (Engine: engines[i % 2], Data: Track(random, cleans: i % 2 == 1))).ToList();
        var slow = Slow();
        var slowResult = new GeoFenceEngine().RunToText(slow);
        var known = samples.Select(sample => sample.Engine.RunToText(sample.Data)).ToList();
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                var sample = random.Next(samples.Count);
                var (engine, data, expected) = number % 8 == 0 ? ("http.call", Call(receiver.Url, number), null)
                    : number % 10 == 5 ? (SlowEngine, slow, slowResult)
                    : (samples[sample].Engine.Descriptor.Id, samples[sample].Data, known[sample]);
                return new StormTask(number, engine, data, expected, receiver.CallbackUrl);
            }),
        ];
    }

    private static string Slow()
    {
        using var call = JsonDocument.Parse(SlowCall.Body(positions: 400));
        return call.RootElement.GetProperty("data").GetRawText();
    }

    private static string Call(Uri receiver, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"method":"POST","url":"{{{receiver}}}","idempotency_key":"effect-{{{number}}}","body":{"number":{{{number}}}}}""");

    private static string Track(Random random, bool cleans)
    {
        var (latitude, longitude) = (-34.6, -58.4);
        var rows = new StringBuilder();
        for (var i = 0; i < random.Next(20, 200); i++)
        {
            latitude += (random.NextDouble() - 0.4) / 5000;
            longitude += (random.NextDouble() - 0.4) / 5000;
            rows.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture, $$"""{"t":{{1_700_000_000_000 + (i * 5000)}},"lat":{{latitude:F6}},"lon":{{longitude:F6}}}""");
        }

        // Cleaning reads the clock: the time is given, so that the result is known beforehand.
        return $$"""{"positions":[{{rows}}]{{(cleans ? ",\"now\":\"2025-01-01T00:00:00Z\"" : "")}}}""";
    }
}
