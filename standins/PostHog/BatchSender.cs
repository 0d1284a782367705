using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PostHog;

/// <summary>Posts one batch, again after failures that may pass, and gives it up when it must.</summary>
internal sealed class BatchSender(HttpClient http, PostHogOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private readonly Uri _endpoint = new(options.HostUrl, "batch");

    /// <summary>Sends the batch, or logs why it was given up: an event may be lost, the caller's work may not.</summary>
    public async Task SendAsync(IReadOnlyList<CapturedEvent> batch)
    {
        var body = Serialize(batch);
        for (var attempt = 0; ; attempt++)
        {
            var failure = await PostAsync(body);
            if (failure is null)
            {
                return;
            }

            if (!failure.MayPass || attempt >= options.MaxRetries)
            {
                PostHogLog.BatchGivenUp(logger, batch.Count, failure.Reason);
                return;
            }

            await Task.Delay(failure.RetryAfter ?? DelayAfter(attempt), time);
        }
    }

    private static TimeSpan DelayAfter(int attempt) =>
        attempt < 5 ? FirstDelay * (1 << attempt) : LongestDelay;

    private async Task<BatchFailure?> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (options.EnableCompression)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        try
        {
            using var response = await http.PostAsync(_endpoint, content);
            if (response.IsSuccessStatusCode)
            {
                return null;
            }

            var status = (int)response.StatusCode;
            var retryAfter = response.Headers.RetryAfter?.Delta;
            return new BatchFailure(
                $"status {status}", status is 408 or 429 or >= 500, retryAfter > LongestDelay ? LongestDelay : retryAfter);
        }
        // A timeout of the client is a cancellation that nobody asked for.
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return new BatchFailure(exception.Message, MayPass: true, RetryAfter: null);
        }
    }

    private byte[] Serialize(IReadOnlyList<CapturedEvent> batch)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new BatchRequest(options.ProjectToken!, HistoricalMigration: false, batch));
        if (!options.EnableCompression)
        {
            return json;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(json);
        }

        return packed.ToArray();
    }
}
