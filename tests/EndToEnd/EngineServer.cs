using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TlEngine.Tests.Api;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>
/// The service itself, as its users run it: the built binary in a process of its own, with its own data folder. Where TL_ENGINE_URL is set,
/// the tests that need no settings of their own run against the service there, under whatever host it is (make test-api).
/// </summary>
internal sealed class EngineServer : ThrowAwayServer
{
    private static readonly string? _elsewhere = Environment.GetEnvironmentVariable("TL_ENGINE_URL");

    private readonly bool _isElsewhere;

    private readonly Dictionary<string, string> _environment;

    private EngineServer(IReadOnlyDictionary<string, string> settings)
        : base("tl-engine")
    {
        _environment = new Dictionary<string, string>(settings)
        {
            ["PORT"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["DATA_FOLDER"] = Path.Combine(Folder, "data"),
        };
        _environment.TryAdd("ENVIRONMENT", "local");
        _environment.TryAdd("TL_PLANE_API_KEY", TlPlaneKey);
        _environment.TryAdd("ADMIN_API_KEY", AdminKey);
        _environment.TryAdd("RATE_LIMIT_PER_HOUR", "0");
        _isElsewhere = settings.Count == 0 && _elsewhere is not null;
        var address = _isElsewhere ? _elsewhere! : $"http://127.0.0.1:{Port}";
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(120) };
        Client.DefaultRequestHeaders.Add("X-API-Key", TlPlaneKey);
    }

    public static string TlPlaneKey { get; } = Environment.GetEnvironmentVariable("TL_ENGINE_KEY") ?? "tl-plane-test-key";

    public static string AdminKey { get; } = Environment.GetEnvironmentVariable("TL_ENGINE_ADMIN_KEY") ?? "admin-test-key";

    /// <summary>Sends the key of tl-plane.</summary>
    public HttpClient Client { get; }

    protected override ServerSignal StopSignal => ServerSignal.Term;

    protected override IReadOnlyList<string> Command => ["dotnet", Path.Combine(AppContext.BaseDirectory, "tl-engine.dll")];

    protected override IReadOnlyDictionary<string, string> ProcessEnvironment => _environment;

    /// <summary>The embedded database.</summary>
    public string DatabaseFile => Path.Combine(Folder, "data", "tl-engine.db");

    private string LogFile => Path.Combine(Folder, "tl-engine.log");

    /// <summary>Created but not started.</summary>
    public static EngineServer Create(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(pair => pair.Name, pair => pair.Value));

    public static async Task<EngineServer> StartNewAsync(params (string Name, string Value)[] settings)
    {
        var server = Create(settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>Puts a file into the embedded file store.</summary>
    public async Task WriteFileAsync(string key, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath(key))!);
        await File.WriteAllBytesAsync(FilePath(key), content);
    }

    public void DeleteFile(string key) => File.Delete(FilePath(key));

    public override Task StartAsync() => _isElsewhere ? Task.CompletedTask : base.StartAsync();

    public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>Everything that it has written, its log too.</summary>
    public IEnumerable<(string Name, string Text)> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetFileName(file), Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    public async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Empty(ApiDocument.Check(
            method.Method, path.Split('?')[0], (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body));
        return (response, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }

    public Task<(HttpResponseMessage Response, JsonElement Body)> ExecuteAsync(
        string engineId, string data, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"/api/v1/engines/{engineId}/execute", $$"""{"data":{{data}}}""", headers);

    /// <summary>The execution, once it has ended.</summary>
    public async Task<JsonElement> WaitForEndAsync(string executionId, TimeSpan? deadline = null)
    {
        JsonElement body = default;
        await Poll.UntilAsync($"the execution {executionId} ends", deadline ?? TimeSpan.FromSeconds(30), async () =>
        {
            (var response, body) = await SendAsync(HttpMethod.Get, $"/api/v1/executions/{executionId}");

            // A task that is still in its queue has no row yet.
            Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.NotFound]);
            return response.StatusCode == HttpStatusCode.OK
                && body.GetProperty("status").GetString() is "succeeded" or "failed" or "cancelled" or "expired";
        });
        return body;
    }

    private string FilePath(string key) => Path.Combine(Folder, "data", "files", key);

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await Client.GetAsync(new Uri("/health", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    protected override Task OnEndedAsync()
    {
        Client.Dispose();
        return Task.CompletedTask;
    }
}
