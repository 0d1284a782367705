using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace TlEngine.Bench;

/// <summary>
/// The whole way of a sync call: a day's fixes to a running service and its answer back, one call after the other. Prints the best, the
/// median and the 95th percentile in milliseconds as the caller's clock has them.
/// </summary>
internal sealed class HttpMeasure(string url, string key)
{
    private const int WarmingCalls = 400;
    private const int Calls = 200;

    public async Task RunAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        var body = Encoding.UTF8.GetBytes($$"""{"engine_id":"pipeline","data":{{Encoding.UTF8.GetString(Pipelines.Data)}}}""");
        var times = new List<double>();
        for (var call = -WarmingCalls; call < Calls; call++)
        {
            var took = await SendAsync(client, body);
            if (call >= 0)
            {
                times.Add(took);
            }
        }

        times.Sort();
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var (median, p95) = (times[Calls / 2], times[Calls * 95 / 100]);
        Console.WriteLine($"{body.Length:N0} bytes, {Calls} calls: best {times[0]:F1} ms, median {median:F1} ms, p95 {p95:F1} ms");
    }

    private static async Task<double> SendAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var began = Stopwatch.GetTimestamp();
        using var response = await client.PostAsync(new Uri("/api/v1/engines/execute", UriKind.Relative), content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return response.StatusCode == System.Net.HttpStatusCode.OK
            ? took
            : throw new InvalidOperationException($"The service answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
    }
}
