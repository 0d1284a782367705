using Microsoft.Extensions.Logging;
using Npgsql;
using TlEngine.Outbound;

namespace TlEngine.Settings;

/// <summary>
/// The settings of the process, read from the environment and checked all at once at start. Null means: the embedded part, or off.
/// </summary>
public sealed record ServiceSettings
{
    /// <summary>local, dev or staging.</summary>
    public required string Environment { get; init; }

    /// <summary>PostgreSQL, from DATABASE_URL; null: the SQLite file under <see cref="DataFolder"/>.</summary>
    public NpgsqlConnectionStringBuilder? Database { get; init; }

    /// <summary>redis:// or rediss://; null: in memory.</summary>
    public Uri? RedisUrl { get; init; }

    /// <summary>amqp:// or amqps://; null: in process.</summary>
    public Uri? AmqpUrl { get; init; }

    /// <summary>Null: files under <see cref="DataFolder"/>.</summary>
    public S3Settings? S3 { get; init; }

    /// <summary>Folder of the embedded database and files.</summary>
    public required string DataFolder { get; init; }
    public string? TlPlaneApiKey { get; init; }
    public string? AdminApiKey { get; init; }

    /// <summary>Null: bearer tokens are refused.</summary>
    public TokenSettings? Tokens { get; init; }

    /// <summary>Calls per key and hour; 0 is unlimited.</summary>
    public int RateLimitPerHour { get; init; } = 1000;

    /// <summary>Engines that the queue functions of a process run at the same time, 1–64.</summary>
    public int WorkerConcurrency { get; init; } = 16;

    /// <summary>Where the standalone host listens; 0 is any port that is free.</summary>
    public int Port { get; init; } = 7071;

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How long finished executions are kept, in days.</summary>
    public int RetentionDays { get; init; } = 30;
    /// <summary>Null: no analytics.</summary>
    public string? PostHogApiKey { get; init; }

    /// <summary>Null: PostHog's own in the US.</summary>
    public Uri? PostHogHost { get; init; }

    /// <summary>Where spans, metrics and logs go, from OTEL_EXPORTER_OTLP_ENDPOINT; null: nowhere.</summary>
    public Uri? Collector { get; init; }

    /// <summary>What outgoing calls may reach beside public addresses.</summary>
    public OutboundAllow OutboundAllow { get; init; } = OutboundAllow.Nothing;
    public IReadOnlyList<string> CorsAllowedOrigins { get; init; } = [];

    /// <summary>Names in the allow list of functions (AzureFunctionsJobHost__functions__N); empty: all of them.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Functions that are switched off one by one (AzureWebJobs__Name__Disabled).</summary>
    public IReadOnlyList<string> DisabledFunctions { get; init; } = [];

    public bool Serves(string function) =>
        (Functions.Count == 0 || Functions.Contains(function, StringComparer.OrdinalIgnoreCase))
        && !DisabledFunctions.Contains(function, StringComparer.OrdinalIgnoreCase);
}
