using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using TlEngine.Access.Keys;
using TlEngine.Outbound;

namespace TlEngine.Settings;

/// <summary>Reads the settings from the environment; see README and .env.example for their meaning.</summary>
public sealed class SettingsReader
{
    private static readonly string[] Environments = ["local", "dev", "staging"];

    private readonly IConfiguration _configuration;
    private readonly List<string> _faults = [];

    private SettingsReader(IConfiguration configuration)
    {
        _configuration = configuration;
    }

    /// <param name="brokerRequired">Under the Functions host, whose trigger needs a real broker.</param>
    /// <exception cref="SettingsException">Something is missing or wrong.</exception>
    public static ServiceSettings Read(IConfiguration configuration, bool brokerRequired = false) =>
        new SettingsReader(configuration).Read(brokerRequired);

    private ServiceSettings Read(bool brokerRequired)
    {
        var environment = ReadEnvironment();
        var isLocal = environment == "local";
        var settings = new ServiceSettings
        {
            Environment = environment,
            DataFolder = Path.GetFullPath(Text("DATA_FOLDER") ?? ".data"),
            Database = Parsed<NpgsqlConnectionStringBuilder>("DATABASE_URL", DatabaseUrl.TryParse),
            RedisUrl = Parsed<Uri>("REDIS_URL", Address(RedisAddress.Parse)),
            AmqpUrl = Parsed<Uri>("AMQP_URL", Address(AmqpAddress.Parse)),
            S3 = ReadS3(),
            PostHogApiKey = Text("POSTHOG_API_KEY"),
            PostHogHost = Parsed<Uri>("POSTHOG_HOST", Url("http", "https")),
            Collector = Parsed<Uri>("OTEL_EXPORTER_OTLP_ENDPOINT", Url("http", "https")),
            LogLevel = ReadLogLevel(),
            RateLimitPerHour = Integer("RATE_LIMIT_PER_HOUR", 1000, 0, 1_000_000_000),
            WorkerConcurrency = Integer("WORKER_CONCURRENCY", 16, 1, 64),
            Port = Integer("PORT", 7071, 0, ushort.MaxValue),
            RetentionDays = Integer("RETENTION_DAYS", 30, 1, 3650),
            CorsAllowedOrigins = OriginList.Read(List("CORS_ALLOWED_ORIGINS"), _faults),
            Tokens = TokenSettingsReader.Read(Text, isLocal, _faults),
            OutboundAllow = Parsed<OutboundAllow>("OUTBOUND_ALLOW", OutboundAllow.TryParse) ?? OutboundAllow.Nothing,
            Functions = [.. _configuration.GetSection(
                "AzureFunctionsJobHost:functions").GetChildren().Select(child => child.Value).OfType<string>()],
            DisabledFunctions = [.. ReadDisabled()],
            TlPlaneApiKey = Text("TL_PLANE_API_KEY"),
            AdminApiKey = Text("ADMIN_API_KEY"),
        };
        if (isLocal && (settings.Database is null || settings.S3 is null || settings.TlPlaneApiKey is null || settings.AdminApiKey is null))
        {
            MakeDataFolder(settings.DataFolder);
        }

        if (!isLocal)
        {
            RequireAll("DATABASE_URL", "REDIS_URL", "AMQP_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_S3_BUCKET_NAME",
                "TL_PLANE_API_KEY", "ADMIN_API_KEY");
        }
        else if (brokerRequired && Text("AMQP_URL") is null)
        {
            _faults.Add(
                "AMQP_URL is missing: under the Functions host the queue triggers need a broker; set it, or use `make dev`, which needs none.");
        }

        if (_faults.Count > 0)
        {
            throw new SettingsException(_faults);
        }

        return isLocal
            ? settings with
            {
                TlPlaneApiKey = settings.TlPlaneApiKey ?? LocalKeys.GetOrCreate(settings.DataFolder, "tl-plane"),
                AdminApiKey = settings.AdminApiKey ?? LocalKeys.GetOrCreate(settings.DataFolder, "admin"),
            }
            : settings;
    }

    /// <summary>What is embedded writes there: better to say now that it cannot.</summary>
    private void MakeDataFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"DATA_FOLDER is {folder}, which cannot be made: {exception.Message}");
        }
    }

    private string ReadEnvironment()
    {
        var inContainer = _configuration["KUBERNETES_SERVICE_HOST"] is not null || _configuration["DOTNET_RUNNING_IN_CONTAINER"] == "true";
        var environment = Text("ENVIRONMENT") ?? (inContainer ? "dev" : "local");
        if (!Environments.Contains(environment))
        {
            _faults.Add($"ENVIRONMENT is \"{environment}\"; expected one of {string.Join(", ", Environments)}.");
        }

        return environment;
    }

    private LogLevel ReadLogLevel()
    {
        if (Text("LOG_LEVEL") is not { } text)
        {
            return LogLevel.Information;
        }

        if (Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level))
        {
            return level;
        }

        _faults.Add($"LOG_LEVEL is \"{text}\"; expected one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        return LogLevel.Information;
    }

    /// <summary>Both spellings of the Functions host: AzureWebJobs.Name.Disabled and AzureWebJobs__Name__Disabled.</summary>
    private IEnumerable<string> ReadDisabled()
    {
        const string prefix = "AzureWebJobs.";
        const string suffix = ".Disabled";
        foreach (var (key, value) in _configuration.AsEnumerable())
        {
            var name = key.Replace(':', '.');
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && name.Length > prefix.Length + suffix.Length
                && (value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase)))
            {
                yield return name[prefix.Length..^suffix.Length];
            }
        }
    }

    private S3Settings? ReadS3()
    {
        string[] needed = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_S3_BUCKET_NAME"];
        string[] missing = [.. needed.Where(name => Text(name) is null)];
        if (missing.Length > 0)
        {
            if (missing.Length < needed.Length)
            {
                var missingNames = string.Join(" and ", missing);
                var allNames = string.Join(", ", needed);
                _faults.Add($"{missingNames} missing, while other settings of the file store are there; set all of {allNames} or none.");
            }

            return null;
        }

        var prefix = Text("S3_PREFIX")?.Trim('/') ?? "";
        return new S3Settings(
            Text(needed[0])!,
            Text(needed[1])!,
            Text(needed[2])!,
            Parsed<Uri>("AWS_S3_ENDPOINT_URL", Url("http", "https")),
            Text("AWS_REGION") ?? "us-east-1",
            prefix.Length == 0 ? "" : prefix + "/");
    }

    private void RequireAll(params string[] names)
    {
        foreach (var name in names.Where(name => Text(name) is null))
        {
            var fault = $"{name} is missing; outside ENVIRONMENT=local nothing runs on embedded defaults.";
            _faults.Add(fault);
        }
    }

    private string? Text(string name) => _configuration[name] is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    private string[] List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private T? Parsed<T>(string name, TryParse<T> tryParse)
        where T : class
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (tryParse(text, out var value, out var error))
        {
            return value;
        }

        _faults.Add($"{name} is wrong: {error}.");
        return null;
    }

    /// <summary>A URL that its adapter can take apart.</summary>
    private static TryParse<Uri> Address<T>(Func<Uri, T> parse) => (string text, out Uri? url, out string? error) =>
    {
        error = null;
        try
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out url))
            {
                parse(url);
                return true;
            }

            error = "it is not a URL; percent-encode special characters of user and password";
        }
        catch (FormatException exception)
        {
            url = null;
            error = exception.Message.TrimEnd('.');
        }

        return false;
    };

    private static TryParse<Uri> Url(params string[] schemes) => (string text, out Uri? url, out string? error) =>
    {
        var good = Uri.TryCreate(text, UriKind.Absolute, out url) && schemes.Contains(url.Scheme);
        error = good ? null : $"expected a URL that starts with {string.Join(" or ", schemes.Select(scheme => $"{scheme}://"))}";
        return good;
    };

    private int Integer(string name, int unset, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return unset;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        _faults.Add($"{name} is \"{text}\"; expected an integer from {least} to {most}.");
        return unset;
    }

    private delegate bool TryParse<T>(string text, out T? value, out string? error)
        where T : class;
}
