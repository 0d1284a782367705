using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Tests.Access.Tokens;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>An issuer of tokens with its key set at a real address; it can be told to misbehave.</summary>
internal sealed class IssuerServer : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly int _port = Ports.Take();
    private WebApplication? _app;
    private int _asked;

    /// <summary>How it answers; the key set when it is not told otherwise.</summary>
    public Func<HttpContext, Task>? Mood { get; set; }

    public string Url => $"http://127.0.0.1:{_port}/keys";

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static async Task<IssuerServer> StartNewAsync()
    {
        var server = new IssuerServer();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _app = builder.Build();
        _app.Run(context =>
        {
            Interlocked.Increment(ref _asked);
            return Mood?.Invoke(context) ?? context.Response.WriteAsync(TokenFactory.KeySet(TokenFactory.Jwk(_key, "current")));
        });
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await app.StopAsync(soon.Token);
            await app.DisposeAsync();
        }
    }

    /// <summary>A good token, less what <paramref name="change"/> spoils.</summary>
    public string Token(string subject = "user-1", Action<JsonObject>? change = null, string kid = "current")
    {
        var claims = TokenFactory.Claims(DateTimeOffset.UtcNow, subject);
        change?.Invoke(claims);
        return TokenFactory.Rs256(_key, kid, claims);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _key.Dispose();
    }
}
