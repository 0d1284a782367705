using Microsoft.Extensions.Internal;

namespace TlEngine.Caching.Embedded;

/// <summary>The injected clock in the form that the memory cache takes.</summary>
internal sealed class EmbeddedClock(TimeProvider time) : ISystemClock
{
    public DateTimeOffset UtcNow => time.GetUtcNow();
}
