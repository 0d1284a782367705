using TlEngine.Engines;

namespace TlEngine.Executions.Results;

/// <summary>Names the result of a call: equal for equal engine, version, action and data bytes.</summary>
internal readonly record struct ResultKey(string Name, TimeSpan Lifetime)
{
    /// <returns>Null for an engine whose results differ from run to run.</returns>
    public static ResultKey? Of(EngineDescriptor engine, string action, ReadOnlyMemory<byte> dataHash) => engine.Deterministic
        ? new ResultKey(
            $"engine:cache:{engine.Id}:{engine.Version}:{action}:{Convert.ToHexStringLower(dataHash.Span)}", engine.CacheLifetime)
        : null;
}
