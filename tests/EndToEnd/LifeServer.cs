using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Npgsql;
using TlEngine.Executions;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A service over a PostgreSQL of its own, into which tests put executions in any state.</summary>
public sealed class LifeServer : IAsyncLifetime
{
    private string _databaseUrl = null!;
    private NpgsqlDataSource _database = null!;

    internal EngineServer Engine { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        Engine = await EngineServer.StartNewAsync(("DATABASE_URL", _databaseUrl));
        Assert.True(DatabaseUrl.TryParse(_databaseUrl, out var parsed, out _));
        _database = NpgsqlDataSource.Create(parsed.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _database.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_databaseUrl);
    }

    /// <summary>An execution in that state, which no worker touches: a waiting one is due in an hour, a running one is another's.</summary>
    internal async Task<string> AddAsync(ExecutionStatus status, params (string Column, object Value)[] columns)
    {
        var id = Guid.CreateVersion7();
        var final = ExecutionTransitions.IsFinal(status);
        var values = new Dictionary<string, object>
        {
            ["id"] = id,
            ["engine_id"] = "track.summary",
            ["engine_version"] = "1.0",
            ["action"] = "run",
            ["caller"] = "tl-plane",
            ["source"] = 0,
            ["fingerprint"] = new byte[32],
            ["status"] = (int)status,
            ["input_bytes"] = """{"positions":[]}"""u8.ToArray(),
            ["input_encoding"] = 0,
            ["input_length"] = 16,
            ["options"] = "{}",
            ["tags"] = Array.Empty<string>(),
            ["priority"] = 0,
            ["attempts"] = status == ExecutionStatus.Queued ? 0 : 1,
            ["max_attempts"] = 1,
            ["fence"] = 1,
            ["timeout_us"] = 30_000_000,
            ["created_at"] = DateTime.UtcNow,
            ["due_at"] = DateTime.UtcNow.AddHours(final ? 0 : 1),
            ["published_at"] = DateTime.UtcNow,
            ["lease_until"] = status == ExecutionStatus.Running ? DateTime.UtcNow.AddHours(1) : DBNull.Value,
            ["finished_at"] = final ? DateTime.UtcNow : DBNull.Value,
        };
        foreach (var (column, value) in Consequences(status).Concat(columns))
        {
            values[column] = value;
        }

        var places = string.Join(", ", Enumerable.Range(1, values.Count).Select(i => $"${i}"));
        await ExecuteAsync($"INSERT INTO executions ({string.Join(", ", values.Keys)}) VALUES ({places})", [.. values.Values]);
        return id.ToString();
    }

    internal async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), CultureInfo.InvariantCulture);
    }

    internal Task<(HttpResponseMessage Response, JsonElement Body)> GetAsync(string path) => Engine.SendAsync(HttpMethod.Get, path);

    internal Task<(HttpResponseMessage Response, JsonElement Body)> PostAsync(
        string path, string? body = null, params (string Name, string Value)[] headers) =>
        Engine.SendAsync(HttpMethod.Post, path, body, headers);

    internal static void AssertProblem(HttpResponseMessage response, JsonElement problem, HttpStatusCode status, string code)
    {
        Assert.Equal((status, code), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), response.Content.Headers.ContentType);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    internal static IEnumerable<string?> Pointers(JsonElement problem) =>
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString())
            .Order(StringComparer.Ordinal);

    private static (string Column, object Value)[] Consequences(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded =>
        [
            ("result_bytes", """{"distance_m":12.5}"""u8.ToArray()), ("result_encoding", 0), ("result_length", 19),
            ("duration_us", 1500L), ("started_at", DateTime.UtcNow),
        ],
        ExecutionStatus.Failed =>
        [
            ("error_code", "engine_failed"), ("error_message", "It broke."), ("error_retriable", false), ("error_attempt", 1),
            ("started_at", DateTime.UtcNow),
        ],
        _ => [],
    };

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = _database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
