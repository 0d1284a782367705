using System.Net.Sockets;

namespace TlEngine.Readiness.Connections;

/// <summary>Whether anything listens at an address: the drivers report a wrong name, a closed port and silence all alike.</summary>
internal static class Reach
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null when a connection could be opened, else why not and what to do.</returns>
    /// <param name="setting">The setting that holds the address.</param>
    public static async Task<string?> FaultAsync(
        string host, int port, string setting, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, both.Token);
            return null;
        }
        catch (SocketException exception)
        {
            return FaultOf(exception.SocketErrorCode, host, port, setting);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FaultOf(SocketError.TimedOut, host, port, setting);
        }
    }

    private static string FaultOf(SocketError error, string host, int port, string setting) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"the host name {host} is not known: check its spelling in {setting}, and this machine's DNS",
        SocketError.ConnectionRefused =>
            $"nothing listens at {host}:{port}: start the server, or correct host and port in {setting}",
        SocketError.TimedOut =>
            $"{host}:{port} does not answer: a firewall, an IP allow list or a wrong address in {setting}",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable =>
            $"there is no route to {host}:{port}: check this machine's network, and the address in {setting}",
        _ => $"{host}:{port} cannot be connected to ({error}): check the address in {setting}",
    };
}
