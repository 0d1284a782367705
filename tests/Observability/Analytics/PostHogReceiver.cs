using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TlEngine.Tests.Observability.Analytics;

/// <summary>A server in PostHog's place: keeps every batch that it is sent and answers as it is told.</summary>
internal sealed class PostHogReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonElement> _batches = new();
    private readonly ConcurrentQueue<HttpStatusCode> _answers = new();
    private int _requests;

    private PostHogReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/batch", ReceiveAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Requests so far, refused ones too.</summary>
    public int Requests => _requests;

    /// <summary>The bodies of the requests that were answered with 200.</summary>
    public IReadOnlyList<JsonElement> Batches => [.. _batches];

    public IReadOnlyList<JsonElement> Events => [.. _batches.SelectMany(batch => batch.GetProperty("batch").EnumerateArray())];

    /// <summary>Set while a request must wait for its answer.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public static async Task<PostHogReceiver> StartAsync(params HttpStatusCode[] refusals)
    {
        var receiver = new PostHogReceiver();
        foreach (var refusal in refusals)
        {
            receiver._answers.Enqueue(refusal);
        }

        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        Interlocked.Increment(ref _requests);
        if (Hold is { } hold)
        {
            await hold.Task;
        }

        if (_answers.TryDequeue(out var refusal))
        {
            return Results.StatusCode((int)refusal);
        }

        Assert.Equal("gzip", request.Headers.ContentEncoding);
        await using var plain = new GZipStream(request.Body, CompressionMode.Decompress);
        using var body = await JsonDocument.ParseAsync(plain);
        _batches.Enqueue(body.RootElement.Clone());
        return Results.Json(new { status = 1 });
    }
}
