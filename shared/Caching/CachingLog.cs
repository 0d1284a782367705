using Microsoft.Extensions.Logging;

namespace TlEngine.Caching;

internal static partial class CachingLog
{
    [LoggerMessage(4200, LogLevel.Warning, "Redis is away: calls are counted in this instance until it is back.")]
    public static partial void CountingLocally(ILogger logger);

    [LoggerMessage(4201, LogLevel.Information, "Redis is back: calls are counted there again.")]
    public static partial void CountingShared(ILogger logger);

    [LoggerMessage(4202, LogLevel.Information, "Connected to Redis.")]
    public static partial void Connected(ILogger logger);

    [LoggerMessage(4203, LogLevel.Warning, "Redis is away ({Reason}); trying again in the background.")]
    public static partial void Away(ILogger logger, string reason);

    [LoggerMessage(4204, LogLevel.Error, "This build's Redis client cannot sign in as the user of REDIS_URL; only 'default' works.")]
    public static partial void UserNotSupported(ILogger logger);
}
