using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TlEngine.Tests.Observability.Export;

/// <summary>Takes OTLP over gRPC (HTTP/2 without TLS) and keeps what came, by the service that was called.</summary>
internal sealed class CollectorStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Content)> _received = new();
    private readonly WebApplication _server;

    private CollectorStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            listen.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    public string Address => _server.Urls.Single();

    public static async Task<CollectorStandIn> StartAsync()
    {
        var collector = new CollectorStandIn();
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>Everything that came for traces, metrics or logs, as text: strings stand in protobuf as they are.</summary>
    public string Received(string signal) => string.Concat(_received
        .Where(call => call.Path == $"/opentelemetry.proto.collector.{signal}.v1.{char.ToUpperInvariant(signal[0])}{signal[1..]}Service/Export")
        .Select(call => call.Content));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        _received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(content.ToArray())));
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        // An empty message: not compressed, no bytes.
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
