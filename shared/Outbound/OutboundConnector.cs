using System.Net;
using System.Net.Sockets;

namespace TlEngine.Outbound;

/// <summary>
/// Opens connections for outgoing calls: to the addresses that the guard has just checked and to no others, so that a name which changes
/// its address between check and use (DNS rebinding) gains nothing.
/// </summary>
internal sealed class OutboundConnector(OutboundGuard guard)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // Pooled connections are kept apart by scheme, host and port: what holds for this request holds for all that will share it.
        var url = context.InitialRequestMessage.RequestUri!;
        var addresses = await guard.ResolveAsync(url, cancellationToken);
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await OpenAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
            }
            catch (SocketException exception)
            {
                // The next address of the same name may answer.
                last = exception;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<NetworkStream> OpenAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
