using Microsoft.Extensions.Logging;

namespace TlEngine.Observability.Analytics;

internal static partial class AnalyticsLog
{
    [LoggerMessage(5001, LogLevel.Warning, "The property {Name} of {Event} is not one that may leave this process; it is held back.")]
    public static partial void HeldBack(ILogger logger, string name, string @event);
}
