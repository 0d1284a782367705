using System.Diagnostics;
using System.Globalization;
using TlEngine.Tests.EndToEnd;
using TlEngine.Tests.Servers;
using Xunit.Abstractions;

namespace TlEngine.Tests.Chaos;

/// <summary>
/// The service under steady load: what it holds in memory after warming up is what it holds at the end. <c>make soak</c> runs ten minutes,
/// and <c>make test</c> leaves it out.
/// </summary>
[Trait("Category", "Soak")]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Callers = 4;

    /// <summary>Growth that a collector's own choices explain: of the whole process, not of one call.</summary>
    private const long Tolerance = 48 * 1024 * 1024;

    private static readonly double _minutes =
        double.Parse(Environment.GetEnvironmentVariable("SOAK_MINUTES") ?? "0.2", CultureInfo.InvariantCulture);

    [Fact]
    public async Task SteadyLoad_AfterWarmingUp_HoldsNoMoreMemory()
    {
        var databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();

        // A heap that is asked to stay small shows what is held, not what was not yet collected.
        await using var engine = await EngineServer.StartNewAsync(
            ("DATABASE_URL", databaseUrl), ("AMQP_URL", amqpUrl), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCConserveMemory", "9"));
        var data = GpxTrack.ToData("around-visnjan-with-car.gpx");
        var time = TimeSpan.FromMinutes(_minutes);
        var began = Stopwatch.GetTimestamp();
        var calls = 0;
        using var enough = new CancellationTokenSource(time);
        var load = Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            while (!enough.IsCancellationRequested)
            {
                (string, string)[] headers = caller % 2 == 0 ? [("Prefer", "respond-async")] : [];
                var (response, _) = await engine.ExecuteAsync("track.summary", data, headers);
                Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
                response.Dispose();
                Interlocked.Increment(ref calls);
            }
        }));

        var warm = 0L;
        var last = 0L;
        await Poll.UntilAsync(
            "the load is over", time + TimeSpan.FromMinutes(1),
            () =>
            {
                last = engine.WorkingSet();
                if (warm == 0 && Stopwatch.GetElapsedTime(began) > time * 0.4)
                {
                    warm = last;
                }

                return Task.FromResult(load.IsCompleted);
            },
            TimeSpan.FromSeconds(1));
        await load;

        output.WriteLine($"{time.TotalMinutes:0.#} min, {calls} calls: {warm >> 20} MB after warming up, {last >> 20} MB at the end");
        Assert.InRange(last, 1, warm + Tolerance);
        await (await RabbitServer.SharedAsync()).DeleteVhostAsync(amqpUrl);
    }
}
