using Microsoft.Extensions.Logging;

namespace PostHog;

internal static partial class PostHogLog
{
    [LoggerMessage(9001, LogLevel.Warning, "PostHog did not take {Count} events ({Reason}); they are dropped.")]
    public static partial void BatchGivenUp(ILogger logger, int count, string reason);

    [LoggerMessage(9002, LogLevel.Error, "PostHog has no project token; events are not sent.")]
    public static partial void NoToken(ILogger logger);

    [LoggerMessage(9003, LogLevel.Error, "A batch of events could not be made; it is dropped.")]
    public static partial void BatchFailed(ILogger logger, Exception exception);
}
