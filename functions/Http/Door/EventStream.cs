using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// Events of one execution (WHATWG HTML, server-sent events): <c>id</c> the sequence, <c>event</c> the type, <c>data</c> the execution as
/// of then without its result, in one line. Ends after the final event, when the process stops, and after <see cref="Longest"/>; then a
/// client asks again with Last-Event-ID and misses nothing.
/// </summary>
internal sealed class EventStream(
    ExecutionStory story, int lastEventId, ExecutionWatch watch, TimeProvider time, CancellationToken stopping) : IResult
{
    /// <summary>Well below the time limit of a function (host.json).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Well below the ingress's read timeout, and often enough to notice a client that is gone.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private int _sent = lastEventId;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var limit = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping, limit.Token);
        try
        {
            await WriteAsync(response, "retry: 2000\n\n"u8.ToArray(), end.Token);
            await FollowAsync(response, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client went away, the process ends, or the time is up: the stream just ends, and can be taken up again.
        }
    }

    private async Task FollowAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        using var watcher = watch.Watch(story.Row.Id, story.History[^1].Sequence);
        for (var current = story; ; )
        {
            await WriteNewsAsync(response, current, cancellationToken);
            if (ExecutionTransitions.IsFinal(current.Row.Status))
            {
                return;
            }

            ExecutionStory? next;
            while ((next = await watcher.NextAsync(Heartbeat, time, cancellationToken)) is null)
            {
                await WriteAsync(response, ":\n\n"u8.ToArray(), cancellationToken);
            }

            current = next;
        }
    }

    private async Task WriteNewsAsync(HttpResponse response, ExecutionStory current, CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var entry in current.History.Where(entry => entry.Sequence > _sent))
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"id: {entry.Sequence}\nevent: {entry.Type}\ndata: ");
            text.Write(Encoding.ASCII.GetBytes(head));
            text.Write(JsonBody.Encode(writer => ExecutionJson.Write(writer, current.AsOf(entry), null)).Span);
            text.Write("\n\n"u8);
            _sent = entry.Sequence;
        }

        if (text.WrittenCount > 0)
        {
            await WriteAsync(response, text.WrittenMemory, cancellationToken);
        }
    }

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(bytes, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
