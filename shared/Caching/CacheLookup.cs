namespace TlEngine.Caching;

/// <summary>What a cache has under a key that is made once for many.</summary>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Reserved">Without a value: whether it is this caller's to make; else another caller is making it.</param>
public readonly record struct CacheLookup(ReadOnlyMemory<byte>? Value, bool Reserved);
