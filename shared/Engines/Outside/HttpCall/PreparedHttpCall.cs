using System.Buffers;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>A call that was read and found good.</summary>
internal sealed class PreparedHttpCall(HttpCallEngine engine, HttpCallRequest request) : IPreparedCall
{
    public int Size => 1;

    public async ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        var result = new HttpCallResult(request, engine.Parameters);
        if (request.Parameters.DryRun)
        {
            result.WriteDryRun(output, KeyFor(run));
            return;
        }

        var scrubber = new SecretScrubber();
        var failure = new CallFailure(request, scrubber, engine.Time);
        if (run.EarlierAttemptLost && !request.MayRepeat)
        {
            throw CallFailure.Unknown(
                $"The worker of an earlier attempt is gone; whether its {request.Parameters.Method} was sent is not known.");
        }

        var began = engine.Time.GetTimestamp();
        var (answer, tries) = await SendAsync(run, scrubber, failure, cancellationToken);
        if (!answer.IsSuccess && request.Parameters.AcceptStatus == AcceptStatus.Success)
        {
            throw failure.Of(answer);
        }

        result.Write(output, answer, scrubber, KeyFor(run), tries, engine.Time.GetElapsedTime(began));
    }

    private async Task<(OutboundAnswer Answer, int Tries)> SendAsync(
        EngineRun run, SecretScrubber scrubber, CallFailure failure, CancellationToken cancellationToken)
    {
        try
        {
            var credentials = new CallCredentials(engine, request, scrubber);
            return await engine.Tries.RunAsync(request, failure, token => SendAuthorizedAsync(run, credentials, token), cancellationToken);
        }
        catch (OutboundException exception)
        {
            throw failure.Of(exception);
        }
        catch (OutboundCancelledException cancelled) when (cancelled.Sent && !request.MayRepeat)
        {
            // Given back, the execution would be run again, and the request sent again.
            throw CallFailure.Unknown(
                $"The call to {request.Url.Host} was cut off before its answer; whether it took effect is not known.");
        }
    }

    private async Task<OutboundAnswer> SendAuthorizedAsync(EngineRun run, CallCredentials credentials, CancellationToken cancellationToken)
    {
        var answer = await engine.Outbound.SendAsync(await ToRequestAsync(run, credentials, cancellationToken), cancellationToken);
        return answer.Code == 401 && credentials.RejectToken()
            ? await engine.Outbound.SendAsync(await ToRequestAsync(run, credentials, cancellationToken), cancellationToken)
            : answer;
    }

    private async Task<OutboundRequest> ToRequestAsync(EngineRun run, CallCredentials credentials, CancellationToken cancellationToken)
    {
        var headers = await credentials.HeadersAsync(cancellationToken);
        if (!request.HasKeyHeader && KeyFor(run) is { } key)
        {
            headers.Add(new(HttpCallReader.IdempotencyHeader, key));
        }

        return new OutboundRequest(request.Parameters.Method, request.Url)
        {
            Headers = headers,
            Body = request.Body,
            ContentType = request.ContentType,
            Timeout = TimeSpan.FromSeconds(request.Parameters.TimeoutS),
        };
    }

    /// <summary>Null where the method needs none and the caller gave none.</summary>
    private string? KeyFor(EngineRun run) =>
        request.OwnKey ?? (request.Parameters.Method.Method is "GET" or "HEAD" or "OPTIONS" ? null : run.IdempotencyKey);
}
