using System.Net.Sockets;
using System.Text;

namespace TlEngine.Tests.Servers;

/// <summary>A Redis of its own, in memory only: a stop empties it.</summary>
internal sealed class RedisServer : ThrowAwayServer
{
    public const string Password = "p@ss/w:rd";
    private static readonly Lazy<Task<RedisServer>> _shared = new(StartNewAsync);

    private RedisServer()
        : base("redis")
    {
    }

    /// <summary>The one of this run: use keys of your own, and never flush it.</summary>
    public static Task<RedisServer> SharedAsync() => _shared.Value;

    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>As operators write REDIS_URL; <c>default</c> is the user that providers put there.</summary>
    public string Url => $"redis://default:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}";

    protected override ServerSignal StopSignal => ServerSignal.Term;

    protected override IReadOnlyList<string> Command =>
    [
        Tool.Find("redis-server"), "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder, "--save", "", "--appendonly", "no",
        "--requirepass", Password, "--daemonize", "no",
    ];

    /// <summary>Removes every key.</summary>
    public Task FlushAsync() => SendAsync("FLUSHALL");

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await SendAsync("PING");
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task SendAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\n{command}\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        foreach (var step in (string[])["AUTH", command])
        {
            var answer = await reader.ReadLineAsync();
            if (answer is null || !answer.StartsWith('+'))
            {
                throw new InvalidOperationException($"Redis answered {step} with {answer ?? "the end of the connection"}.");
            }
        }
    }
}
