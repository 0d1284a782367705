using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TlEngine.Tests.Servers;

/// <summary>Free ports of 127.0.0.1, each given once.</summary>
internal static class Ports
{
    private static readonly ConcurrentDictionary<int, bool> _given = new();

    /// <summary>
    /// A port below the system's range for outgoing connections: one from within that range could be taken by any client's connection
    /// while its server is stopped.
    /// </summary>
    public static int Take()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (_given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No free port of 127.0.0.1 was found between 20000 and 32000.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
