using System.Runtime.InteropServices;

namespace TlEngine.Storage;

/// <summary>Bytes as the drivers take them.</summary>
internal static class StoredBytes
{
    /// <summary>The array behind the memory where it is the whole of it, else a copy.</summary>
    public static byte[] Array(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment)
        && segment is { Array: { } array, Offset: 0 }
        && segment.Count == array.Length
            ? array
            : memory.ToArray();

    public static byte[]? ArrayOrNull(ReadOnlyMemory<byte>? memory) => memory is { } bytes ? Array(bytes) : null;
}
