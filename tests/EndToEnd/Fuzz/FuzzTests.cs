using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TlEngine.Tests.Api;
using Xunit.Abstractions;

namespace TlEngine.Tests.EndToEnd.Fuzz;

/// <summary>
/// 20,000 hostile requests: none fails the service, none hangs, none leaks, and every refusal is a problem that docs/openapi.yaml allows.
/// FUZZ_SEED repeats a run.
/// </summary>
public sealed partial class FuzzTests(ITestOutputHelper output)
{
    private const int Requests = 20_000;
    private const int Callers = 16;
    private const long AllowedGrowth = 96 * 1024 * 1024;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task HostileRequests_AreAnsweredWithProblemsAndNothingGrows()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : Random.Shared.Next();
        output.WriteLine($"FUZZ_SEED={seed}");
        await using var engine = await EngineServer.StartNewAsync(
            ("CORS_ALLOWED_ORIGINS", "https://a.example"), ("JWT_ISSUER", "https://issuer.example"), ("JWT_AUDIENCE", "tl-engine"),
            ("JWT_SECRET", new string('s', 48)));
        var requests = new HostileRequests(seed, EngineServer.AdminKey);
        using var client = NewClient(engine);
        var next = 0;
        var warm = 0L;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number <= Requests; number = Interlocked.Increment(ref next))
            {
                await SendAsync(client, requests, number);
                if (number == Requests / 2)
                {
                    warm = await ResidentBytesAsync(client);
                }
            }
        })));

        var grown = await ResidentBytesAsync(client) - warm;
        output.WriteLine($"{warm / 1048576} MB at half time, {grown / 1048576} MB more at the end");
        Assert.True(grown < AllowedGrowth, $"The second half of the requests made the service {grown / 1048576} MB larger (FUZZ_SEED={seed}).");
        Assert.DoesNotContain("met an unexpected fault", engine.Log(), StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpClient client, HostileRequests requests, int number)
    {
        using var request = requests.Make(number);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var media = response.Content.Headers.ContentType?.MediaType;

        // A stream of an execution that waits would go on for minutes; that it began is enough.
        var body = media == "text/event-stream" ? [] : await response.Content.ReadAsByteArrayAsync();
        var what = $"{number}: {request.Method} {request.RequestUri} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}";
        Assert.True((int)response.StatusCode < 500, what);
        if ((int)response.StatusCode >= 400 && request.Method != HttpMethod.Head)
        {
            Assert.True(media == "application/problem+json", what);
            Assert.Empty(JsonSchema.Check(
                ApiDocument.Root, ApiDocument.Root.GetProperty("components").GetProperty("schemas").GetProperty("Problem"),
                JsonDocument.Parse(body).RootElement));
        }

        if (request.Method != HttpMethod.Head && request.Method != HttpMethod.Options && media != "text/event-stream")
        {
            var path = request.RequestUri!.OriginalString.Split('?')[0];
            Assert.Empty(ApiDocument.Check(request.Method.Method, path, (int)response.StatusCode, media, body));
        }
    }

    private static HttpClient NewClient(EngineServer engine) =>
        new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 })
        {
            BaseAddress = engine.Client.BaseAddress,
            Timeout = LongestAnswer,
        };

    private static async Task<long> ResidentBytesAsync(HttpClient client) => (long)double.Parse(
        ResidentMemory().Match(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^dotnet_process_memory_working_set\S* (\S+)$", RegexOptions.Multiline)]
    private static partial Regex ResidentMemory();
}
