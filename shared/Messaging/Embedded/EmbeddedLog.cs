using Microsoft.Extensions.Logging;

namespace TlEngine.Messaging.Embedded;

internal static partial class EmbeddedLog
{
    [LoggerMessage(4130, LogLevel.Error, "A handler of {Queue} threw; its message goes back to the queue.")]
    public static partial void HandlerThrew(ILogger logger, Exception exception, string queue);
}
