using System.Diagnostics;

namespace TlEngine.Observability;

/// <summary>The one source of this service's own spans.</summary>
internal static class Telemetry
{
    public const string SourceName = "TlEngine";

    public static ActivitySource Source { get; } = new(SourceName);
}
