using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TlEngine.Tests.Servers;

/// <summary>A RabbitMQ of its own, with the management plugin. The password holds characters that a URI must encode.</summary>
internal sealed class RabbitServer : ThrowAwayServer
{
    public const string User = "tl";
    public const string Password = "p@ss/w:rd";
    private static readonly Lazy<Task<RabbitServer>> _shared = new(StartNewAsync);
    private static int _vhosts;
    private readonly RabbitFiles _files;
    private readonly HttpClient _management;
    private ServerProcess? _portMapper;

    private RabbitServer()
        : base("rabbit")
    {
        _files = new RabbitFiles(Folder, Port, ManagementPort: Ports.Take(), DistributionPort: Ports.Take(), PortMapperPort: Ports.Take());
        _management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_files.ManagementPort}/api/") };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        _management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    /// <summary>The one of this run: every test has its own vhost in it.</summary>
    public static Task<RabbitServer> SharedAsync() => _shared.Value;

    public static async Task<RabbitServer> StartNewAsync()
    {
        var server = new RabbitServer();
        server._files.Write();
        await server.StartAsync();
        return server;
    }

    /// <summary>The management plugin's API and pages, with the credentials in it.</summary>
    public string ManagementUrl => $"http://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_files.ManagementPort}";

    protected override ServerSignal StopSignal => ServerSignal.Term;

    // It closes connections and stores at once; the management plugin then waits five seconds for itself, which changes nothing on disk.
    protected override TimeSpan StopPatience => TimeSpan.FromSeconds(2);

    protected override IReadOnlyList<string> Command => [Tool.Find("rabbitmq-server", RabbitFiles.Programs)];

    protected override IReadOnlyDictionary<string, string> ProcessEnvironment => _files.Environment;

    public override async Task StartAsync()
    {
        // The broker would start a port mapper that outlives it; one that is there already is used as it is.
        if (_portMapper is null)
        {
            string[] command = [Tool.Find("epmd"), "-address", "127.0.0.1", "-port", $"{_files.PortMapperPort}"];
            _portMapper = ServerProcess.Start("epmd", Folder, command, ServerSignal.Kill);
            await _portMapper.WaitUntilAsync(() => RabbitFiles.ListensAsync(_files.PortMapperPort));
        }

        await base.StartAsync();
    }

    /// <summary>Creates a vhost, whose name a URL must encode, and returns its AMQP_URL.</summary>
    public async Task<string> CreateVhostAsync()
    {
        var vhost = Uri.EscapeDataString($"test/{Interlocked.Increment(ref _vhosts)}");
        await SendAsync(HttpMethod.Put, $"vhosts/{vhost}");
        await SendAsync(HttpMethod.Put, $"permissions/{vhost}/{User}", """{"configure": ".*", "write": ".*", "read": ".*"}""");
        return $"amqp://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/{vhost}";
    }

    /// <summary>Deletes a vhost with all that is in it.</summary>
    public Task DeleteVhostAsync(string amqpUrl) => SendAsync(HttpMethod.Delete, $"vhosts/{VhostOf(amqpUrl)}");

    /// <summary>Deletes a queue behind its users' backs.</summary>
    public Task DeleteQueueAsync(string amqpUrl, string queue) =>
        SendAsync(HttpMethod.Delete, $"queues/{VhostOf(amqpUrl)}/{Uri.EscapeDataString(queue)}");

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _management.GetAsync("overview");
            return answer.StatusCode == HttpStatusCode.OK && await RabbitFiles.ListensAsync(Port);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    protected override async Task OnEndedAsync()
    {
        _management.Dispose();
        if (_portMapper is not null)
        {
            await _portMapper.EndAsync(ServerSignal.Kill, StopPatience);
            _portMapper.Dispose();
        }
    }

    private static string VhostOf(string amqpUrl) => new Uri(amqpUrl).AbsolutePath[1..];

    private async Task SendAsync(HttpMethod method, string path, string body = "")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _management.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
