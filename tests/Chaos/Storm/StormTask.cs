using System.Globalization;
using System.Text;
using TlEngine.Engines;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Summary;
using TlEngine.Tests.Engines;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>One task: what is asked, and what must come of it.</summary>
/// <param name="Expected">The result's JSON; null where the effect counts.</param>
internal sealed record StormTask(int Number, string EngineId, string Data, string? Expected)
{
    /// <summary>More attempts than a storm can take from one execution.</summary>
    private const string Options = """{"max_attempts":20,"tags":["{0}"]}""";

    public string Tag => string.Create(CultureInfo.InvariantCulture, $"task-{Number}");

    public string Body => $$"""{"engine_id":"{{EngineId}}","data":{{Data}},"options":{{Options.Replace("{0}", Tag, StringComparison.Ordinal)}}}""";

    /// <summary>Tracks to clean and to sum up, and every eighth a call to a receiver.</summary>
    public static IReadOnlyList<StormTask> Create(int count, int seed, Uri receiver)
    {
        var random = new Random(seed);
        IEngine[] engines = [new TrackSummaryEngine(), new TrackCleanEngine()];
        var samples = Enumerable.Range(0, 60).Select(i => (Engine: engines[i % 2], Data: Track(random))).ToList();
        var known = samples.Select(sample => sample.Engine.RunToText(sample.Data)).ToList();
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                var sample = random.Next(samples.Count);
                return number % 8 == 0
                    ? new StormTask(number, "http.call", Call(receiver, number), null)
                    : new StormTask(number, samples[sample].Engine.Descriptor.Id, samples[sample].Data, known[sample]);
            }),
        ];
    }

    private static string Call(Uri receiver, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"method":"POST","url":"{{{receiver}}}","idempotency_key":"effect-{{{number}}}","body":{"number":{{{number}}}}}""");

    private static string Track(Random random)
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

        // The time is given, so that the result is known beforehand.
        return $$"""{"positions":[{{rows}}],"now":"2025-01-01T00:00:00Z"}""";
    }
}
