using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Outbound;
using static TlEngine.Tests.Outbound.OutboundUnderTest;

namespace TlEngine.Tests.Outbound;

public sealed class OutboundClientTests
{
    [Fact]
    public async Task Send_NameThatChangesItsAddress_ReachesOnlyWhatWasChecked()
    {
        await using var server = new RawServer(RawServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"));
        var resolver = new FakeResolver().With("rebind.example", "127.0.0.9", "127.0.0.1").With("rebind.example", "10.0.0.1");
        using var client = Client("127.0.0.0/8", resolver);
        var url = new Uri($"http://rebind.example:{server.Port}/");

        Assert.Equal("ok", Encoding.ASCII.GetString((await client.SendAsync(Get(url), default)).Body.Span));
        Assert.Single(resolver.Asked);

        var refused = await FaultAsync(client, Get(url));
        Assert.Equal((OutboundFault.Refused, false), (refused.Fault, refused.Sent));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_NotAllowed_ConnectsToNothing()
    {
        await using var server = new RawServer(RawServer.Silent());
        using var client = Client(allow: "", new FakeResolver().With("inside.example", "127.0.0.1"));

        foreach (var host in (string[])["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "inside.example"])
        {
            var refused = await FaultAsync(client, Get(new Uri($"http://{host}:{server.Port}/")));
            Assert.Equal((OutboundFault.Refused, false), (refused.Fault, refused.Sent));
        }

        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Send_Redirect_IsAnsweredNotFollowed()
    {
        await using var target = new RawServer(RawServer.Silent());
        await using var server = new RawServer(
            RawServer.Answer($"HTTP/1.1 302 Found\r\nLocation: {target.Url}\r\nContent-Length: 0\r\nSet-Cookie: a=b\r\n\r\n"));
        using var client = Client();

        var answer = await client.SendAsync(Get(server.Url), default);

        Assert.True(answer.IsRedirect);
        Assert.Equal(0, target.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", OutboundFault.Broken)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", OutboundFault.Broken)]
    [InlineData("", OutboundFault.Broken)]
    [InlineData("SSH-2.0-OpenSSH_9\r\n", OutboundFault.Broken)]
    public async Task Send_AnswerThatBreaksOff_SaysSo(string bytes, OutboundFault fault)
    {
        await using var server = new RawServer(RawServer.Answer(bytes));
        using var client = Client();

        var failure = await FaultAsync(client, Post(server.Url));

        Assert.Equal((fault, true), (failure.Fault, failure.Sent));
    }

    [Fact]
    public async Task Send_Reset_IsBrokenAndSent()
    {
        await using var server = new RawServer(RawServer.Reset("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        using var client = Client();

        Assert.True((await FaultAsync(client, Post(server.Url))).Sent);
    }

    [Fact]
    public async Task Send_NobodyListensOrNoSuchName_IsUnreachableAndNotSent()
    {
        int port;
        await using (var gone = new RawServer(RawServer.Silent()))
        {
            port = gone.Port;
        }

        using var client = Client();
        foreach (var host in (string[])["127.0.0.1", "nobody.example"])
        {
            var failure = await FaultAsync(client, Post(new Uri($"http://{host}:{port}/")));
            Assert.Equal((OutboundFault.Unreachable, false), (failure.Fault, failure.Sent));
        }
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsTimedOut()
    {
        await using var server = new RawServer(RawServer.Silent());
        using var client = Client();

        var failure = await FaultAsync(client, Post(server.Url) with { Timeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal((OutboundFault.TimedOut, true), (failure.Fault, failure.Sent));
    }

    [Fact]
    public async Task Send_BodyThatDrips_EndsWithTheTimeout()
    {
        await using var server = new RawServer(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"u8.ToArray(), token);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await timer.WaitForNextTickAsync(token))
            {
                await stream.WriteAsync("x"u8.ToArray(), token);
            }
        });
        using var client = Client();

        var failure = await FaultAsync(client, Post(server.Url) with { Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(OutboundFault.TimedOut, failure.Fault);
    }

    [Fact]
    public async Task Send_CallerGivesUp_IsCancelledAndSaysWhetherItWasSent()
    {
        using var giveUp = new CancellationTokenSource();
        await using var server = new RawServer(RawServer.Silent(giveUp));
        using var client = Client();

        var cancelled = await Assert.ThrowsAsync<OutboundCancelledException>(() => client.SendAsync(Post(server.Url), giveUp.Token));

        Assert.True(cancelled.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_AnswerPastTheLimit_IsCutOff(bool compressed)
    {
        await using var app = Kestrel(async context =>
        {
            var target = context.Response.Body;
            if (compressed)
            {
                context.Response.Headers.ContentEncoding = "gzip";
                target = new GZipStream(target, CompressionLevel.Fastest);
            }

            var block = new byte[64 * 1024];
            try
            {
                for (var i = 0; i < 200; i++)
                {
                    await target.WriteAsync(block, context.RequestAborted);
                }

                await target.DisposeAsync();
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has read enough.
            }
        });
        await app.StartAsync();
        using var client = Client();

        var failure = await FaultAsync(client, Get(new Uri(app.Urls.Single())));

        Assert.Equal(OutboundFault.TooLarge, failure.Fault);
        Assert.Contains(OutboundClient.LargestAnswer.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("br", false)]
    [InlineData("deflate", false)]
    [InlineData("gzip", true)]
    [InlineData("deflate", true)]
    [InlineData("br", true)]
    public async Task Send_AnswerThatIsNotCompressedAsItSays_IsBroken(string encoding, bool breaksOff)
    {
        var bytes = breaksOff ? Compress(encoding, new byte[100_000])[..^6] : [0xFF, .. "no such thing, whatever the header says"u8];
        await using var app = Kestrel(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(bytes);
        });
        await app.StartAsync();
        using var client = Client();

        var failure = await FaultAsync(client, Post(new Uri(app.Urls.Single())));

        Assert.Equal((OutboundFault.Broken, true), (failure.Fault, failure.Sent));
    }

    [Fact]
    public async Task Send_HeadersPastTheLimit_IsTooLarge()
    {
        await using var server = new RawServer(RawServer.Answer($"HTTP/1.1 200 OK\r\nX-Long: {new string('a', 100_000)}\r\n\r\n"));
        using var client = Client();

        Assert.Equal(OutboundFault.TooLarge, (await FaultAsync(client, Get(server.Url))).Fault);
    }

    [Fact]
    public async Task Send_HeadersAndBody_ArriveAsGivenAndNothingElseOfOurs()
    {
        var seen = new TaskCompletionSource<(string Body, Dictionary<string, string> Headers)>();
        await using var app = Kestrel(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.SetResult((await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
            context.Response.Headers.Append("X-Twice", "a");
            context.Response.Headers.Append("X-Twice", "b");
        });
        await app.StartAsync();
        using var client = Client();

        using var activity = new System.Diagnostics.Activity("outer").Start();
        var answer = await client.SendAsync(
            Post(new Uri(app.Urls.Single())) with { Headers = [new("X-One", "1")], ContentType = "application/json", Body = "{}"u8.ToArray() },
            default);

        var (body, headers) = await seen.Task;
        Assert.Equal("{}", body);
        Assert.Equal("a, b", answer.Headers["x-twice"]);
        Assert.Equal(
            ["Accept-Encoding", "Content-Length", "Content-Type", "Host", "User-Agent", "X-One"], headers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("99999999999", 86400)]
    [InlineData("99999999999999999999999999", 86400)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", 30)]
    [InlineData("Sunday, 01-Mar-26 12:00:30 GMT", 30)]
    [InlineData("Sun Mar  1 12:00:30 2026", 30)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    public void RetryAfter_SecondsOrDate_IsRead(string value, int? seconds)
    {
        var answer = new OutboundAnswer(
            HttpStatusCode.TooManyRequests, new Dictionary<string, string> { ["retry-after"] = value }, default, TimeSpan.Zero);

        Assert.Equal(seconds, (int?)answer.RetryAfter(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))?.TotalSeconds);
    }

    private static OutboundRequest Post(Uri url) => Get(url) with { Method = HttpMethod.Post };

    private static Task<OutboundException> FaultAsync(OutboundClient client, OutboundRequest request) =>
        Assert.ThrowsAsync<OutboundException>(() => client.SendAsync(request, default));

    private static byte[] Compress(string encoding, byte[] plain)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(buffer, CompressionLevel.Fastest),
            "br" => new BrotliStream(buffer, CompressionLevel.Fastest),
            _ => new ZLibStream(buffer, CompressionLevel.Fastest),
        })
        {
            stream.Write(plain);
        }

        return buffer.ToArray();
    }

    private static WebApplication Kestrel(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        return app;
    }
}
