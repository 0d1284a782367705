using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Chaos.Storm;

/// <summary>
/// A program that honours idempotency keys and the ids of webhooks: a repeated call has no second effect. It acts at once and takes up to
/// two seconds to say so, so that a caller is often killed between the two.
/// </summary>
internal sealed class EffectReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<string, int> _callbacks = new();
    private readonly int _port = Ports.Take();
    private WebApplication? _app;

    public Uri Url => new($"http://127.0.0.1:{_port}/effects");

    /// <summary>How often each effect was asked for; it happened once.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    public Uri CallbackUrl => new(Url, "/callbacks");

    /// <summary>How often each webhook came, by its id.</summary>
    public IReadOnlyDictionary<string, int> Callbacks => _callbacks;

    public static async Task<EffectReceiver> StartNewAsync()
    {
        var receiver = new EffectReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, receiver._port));
        receiver._app = builder.Build();
        receiver._app.Run(context =>
        {
            var (counts, key) = context.Request.Path == receiver.CallbackUrl.AbsolutePath
                ? (receiver._callbacks, "webhook-id")
                : (receiver._calls, "Idempotency-Key");
            var id = context.Request.Headers[key].ToString();
            counts.AddOrUpdate(id, 1, (_, calls) => calls + 1);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.Delay(TimeSpan.FromMilliseconds(id.Sum(letter => letter) % 20 * 100));
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
