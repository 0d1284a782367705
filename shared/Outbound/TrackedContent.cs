using System.Net;

namespace TlEngine.Outbound;

/// <summary>A body that knows whether any of the request may have left: headers are written out with or after its first byte.</summary>
internal sealed class TrackedContent(ReadOnlyMemory<byte> body) : HttpContent
{
    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
