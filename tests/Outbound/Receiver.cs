using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TlEngine.Tests.Outbound;

/// <summary>A well-behaved HTTP server of this machine that keeps what it is sent and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<Received, HttpResponse, Task> _answer;

    private Receiver(Func<Received, HttpResponse, Task> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <param name="answer">Writes the answer to a request; its number counts from 1.</param>
    public static async Task<Receiver> StartAsync(Func<Received, HttpResponse, Task> answer)
    {
        var receiver = new Receiver(answer);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with these statuses in turn, the last one for ever.</summary>
    public static Task<Receiver> StartAsync(params int[] statuses) => StartAsync((request, response) =>
    {
        response.StatusCode = statuses[Math.Min(request.Number, statuses.Length) - 1];
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Received received;
        lock (Requests)
        {
            received = new Received(
                Requests.Count + 1,
                context.Request.Method,
                context.Request.Path.Value!,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray(),
                context.RequestAborted);
            Requests.Enqueue(received);
        }

        await _answer(received, context.Response);
    }

    /// <param name="Number">From 1, in the order of arrival.</param>
    /// <param name="Gone">Trips when the client went away.</param>
    internal sealed record Received(
        int Number, string Method, string Path, Dictionary<string, string> Headers, byte[] Body, CancellationToken Gone)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Body);
    }
}
