using System.Buffers;
using System.Net;
using System.Security.Authentication;

namespace TlEngine.Outbound;

/// <summary>
/// The one way out: every call to an address that a caller chose goes through here. Redirects are not followed, no proxy, no cookies, no
/// credentials of this machine; answers are read up to a limit.
/// </summary>
internal sealed class OutboundClient : IDisposable
{
    /// <summary>5 MB, decompressed.</summary>
    public const int LargestAnswer = 5_000_000;

    private const int HeaderKilobytes = 64;
    private const int ConnectionsPerServer = 16;
    private const int ReadAtOnce = 16 * 1024;

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromSeconds(30);

    private readonly OutboundGuard _guard;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public OutboundClient(OutboundGuard guard, TimeProvider time)
    {
        _guard = guard;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = new OutboundConnector(guard).ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = HeaderKilobytes,
            MaxConnectionsPerServer = ConnectionsPerServer,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = ConnectionIdle,

            // Trace identifiers of this service are nobody else's business.
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Sends once and reads the whole answer.</summary>
    /// <exception cref="OutboundException">There is no complete answer.</exception>
    public async Task<OutboundAnswer> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        if (_guard.FaultOf(request.Url) is { } fault)
        {
            throw new OutboundException(OutboundFault.Refused, sent: false, $"{request.Url.Host}: {fault}.");
        }

        using var limit = new CancellationTokenSource(request.Timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var content = new TrackedContent(request.Body);
        using var message = OutboundHeaders.ToMessage(request, content);
        try
        {
            var began = _time.GetTimestamp();
            using var response = await _http.SendAsync(message, stop.Token);
            var firstByte = _time.GetElapsedTime(began);
            var body = request.HeadersOnly ? default : await ReadAsync(response, request.LargestAnswer, stop.Token);
            return new OutboundAnswer(response.StatusCode, OutboundHeaders.Of(response), body, firstByte);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OutboundCancelledException(content.Started, exception, cancellationToken);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new OutboundException(
                content.Started ? OutboundFault.TimedOut : OutboundFault.Unreachable,
                content.Started,
                $"{request.Url.Host} gave no complete answer within {request.Timeout.TotalSeconds:0.###} s.",
                exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Failure(request, content.Started, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private static OutboundException Failure(OutboundRequest request, bool sent, Exception exception)
    {
        var host = request.Url.Host;
        return exception switch
        {
            { InnerException: OutboundRefusedException refused } =>
                new OutboundException(OutboundFault.Refused, sent: false, refused.Message, exception),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                new OutboundException(OutboundFault.Unreachable, sent: false, $"The name {host} has no address.", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
                or { InnerException: AuthenticationException } =>
                new OutboundException(
                    OutboundFault.Unreachable, sent: false, $"No agreement on TLS with {host}; check its certificate.", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
                new OutboundException(
                    OutboundFault.Unreachable, sent: false, $"{host} takes no connection at port {request.Url.Port}.", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                new OutboundException(
                    OutboundFault.TooLarge, sent, $"The headers of the answer of {host} are longer than {HeaderKilobytes} KB.", exception),
            _ when !sent => new OutboundException(OutboundFault.Unreachable, sent, $"The connection to {host} ended too early.", exception),
            _ => new OutboundException(
                OutboundFault.Broken, sent, $"The connection to {host} ended before its answer was complete.", exception),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(ReadAtOnce);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            while (await stream.ReadAsync(body.GetMemory(ReadAtOnce), cancellationToken) is > 0 and var read)
            {
                body.Advance(read);
                if (body.WrittenCount > limit)
                {
                    throw new OutboundException(OutboundFault.TooLarge, sent: true, $"{What()} is longer than {limit} bytes.");
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // The decompressors' ways to say that they cannot go on.
            throw new OutboundException(OutboundFault.Broken, sent: true, $"{What()} is not compressed as it says.", exception);
        }

        return body.WrittenMemory;

        string What() => $"The answer of {response.RequestMessage!.RequestUri!.Host} (status {(int)response.StatusCode})";
    }
}
