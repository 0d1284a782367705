using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TlEngine.Tests.Outbound;

/// <summary>A server that misbehaves as it is told: each connection gets the next of the scripts, the last one for ever.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<NetworkStream, CancellationToken, Task>[] _scripts;
    private readonly Task _loop;
    private int _connections;

    public RawServer(params Func<NetworkStream, CancellationToken, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Connections => _connections;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>Reads a request's head and answers with these bytes, then closes.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Answer(string bytes) => async (stream, token) =>
    {
        await ReadHeadAsync(stream, token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), token);
    };

    /// <summary>Reads a request's head and never answers.</summary>
    /// <param name="read">Cancelled once the head is read.</param>
    public static Func<NetworkStream, CancellationToken, Task> Silent(CancellationTokenSource? read = null) => async (stream, token) =>
    {
        await ReadHeadAsync(stream, token);
        await (read?.CancelAsync() ?? Task.CompletedTask);
        await Task.Delay(Timeout.Infinite, token);
    };

    /// <summary>Reads a request's head, then resets the connection after these bytes.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Reset(string bytes = "") => async (stream, token) =>
    {
        await ReadHeadAsync(stream, token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), token);
        stream.Socket.LingerState = new LingerOption(true, 0);
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _loop;
        _end.Dispose();
    }

    private static async Task ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var buffer = new byte[1024];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return;
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
    }

    private async Task AcceptAsync()
    {
        List<Task> work = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var script = _scripts[Math.Min(Interlocked.Increment(ref _connections), _scripts.Length) - 1];
                work.Add(ServeAsync(client, script));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposing ends it, perhaps before its first wait.
        }

        await Task.WhenAll(work);
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> script)
    {
        using (client)
        {
            try
            {
                await script(client.GetStream(), _end.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has seen enough, or the test is over.
            }
        }
    }
}
