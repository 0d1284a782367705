using Microsoft.Extensions.Configuration;
using TlEngine.Caching.Redis;
using TlEngine.Files.S3;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Observability;
using TlEngine.Observability.Analytics;
using TlEngine.Settings;
using TlEngine.Storage.Postgres;

namespace TlEngine.Readiness.Connections;

/// <summary>The <c>check-connections</c> command: of each server in the settings whether it works, or what to do.</summary>
public static class ConnectionCheck
{
    private static readonly Uri PostHogInTheUs = new("https://us.i.posthog.com");

    /// <returns>The exit code: 1 when something that is set, or needed, does not work; else 0.</returns>
    public static async Task<int> RunAsync(
        IConfiguration configuration, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        var connections = Connections(configuration, time);
        var verdicts = await Task.WhenAll(connections.Select(connection => connection.CheckAsync(configuration, time, cancellationToken)));
        foreach (var (connection, verdict) in connections.Zip(verdicts))
        {
            await output.WriteLineAsync($"{connection.Name,-10}  {verdict.State,-8}  {verdict.Text}");
        }

        return verdicts.Any(verdict => verdict.IsFailure) ? 1 : 0;
    }

    private static Connection[] Connections(IConfiguration configuration, TimeProvider time) =>
    [
        new("PostgreSQL", ["DATABASE_URL"], settings => settings.Database is { } it ? new PostgresTrial(it, time) : null,
            ConnectionVerdict.Embedded, Required: true),
        new("Redis", ["REDIS_URL"], settings => settings.RedisUrl is { } it ? new RedisTrial(RedisAddress.Parse(it), time) : null,
            ConnectionVerdict.Embedded, Required: true),
        new("AMQP", ["AMQP_URL"], settings => settings.AmqpUrl is { } it ? new RabbitTrial(AmqpAddress.Parse(it), time) : null,
            ConnectionVerdict.Embedded, Required: true),
        new("S3", ["AWS_S3_BUCKET_NAME", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_S3_ENDPOINT_URL", "AWS_REGION", "S3_PREFIX"],
            settings => settings.S3 is { } it ? new S3Trial(it, time) : null, ConnectionVerdict.Embedded, Required: true),
        new("PostHog", ["POSTHOG_API_KEY", "POSTHOG_HOST"],
            settings => settings.PostHogApiKey is { } key ? new PostHogTrial(key, settings.PostHogHost ?? PostHogInTheUs, time) : null,
            ConnectionVerdict.Off, Required: false),
        new("Scout", ["SCOUT_LOGS_INGEST_KEY"], _ => Scout(configuration, time), ConnectionVerdict.Off, Required: false),
    ];

    /// <summary>A collector goes before Scout's own intake: with one, the collector holds the key.</summary>
    private static IConnectionTrial? Scout(IConfiguration configuration, TimeProvider time)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
                ? new CollectorTrial(endpoint, time)
                : throw new SettingsException(["OTEL_EXPORTER_OTLP_ENDPOINT is wrong: expected http://… or https://…."]);
        }

        return configuration["SCOUT_LOGS_INGEST_KEY"] is { Length: > 0 } key ? new ScoutTrial(key, ScoutTrial.Intake, time)
            : configuration["SCOUT_KEY"] is { Length: > 0 }
                ? throw new SettingsException(
                    ["SCOUT_KEY alone reaches nothing: set SCOUT_LOGS_INGEST_KEY, or OTEL_EXPORTER_OTLP_ENDPOINT for a collector."])
                : null;
    }
}
