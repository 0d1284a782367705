namespace TlEngine.Engines;

/// <param name="Action">What to do, <c>run</c> unless the caller said otherwise.</param>
/// <param name="Data">The UTF-8 JSON of <c>data</c>, well formed, at most 64 deep, without duplicate keys.</param>
public sealed record EngineRequest(string Action, ReadOnlyMemory<byte> Data);
