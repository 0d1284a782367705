using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>A program that honours idempotency keys: a repeated call has no second effect.</summary>
internal sealed class EffectReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly int _port = Ports.Take();
    private WebApplication? _app;

    public Uri Url => new($"http://127.0.0.1:{_port}/effects");

    /// <summary>How often each effect was asked for; it happened once.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    public static async Task<EffectReceiver> StartNewAsync()
    {
        var receiver = new EffectReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, receiver._port));
        receiver._app = builder.Build();
        receiver._app.Run(context =>
        {
            receiver._calls.AddOrUpdate(context.Request.Headers["Idempotency-Key"].ToString(), 1, (_, calls) => calls + 1);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await app.DisposeAsync();
        }
    }
}
