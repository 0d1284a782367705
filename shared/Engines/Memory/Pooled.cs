using System.Buffers;

namespace TlEngine.Engines.Memory;

/// <summary>Scratch memory of one call, given back on dispose. Its contents are whatever was there before.</summary>
internal readonly struct Pooled<T>(int length) : IDisposable
    where T : unmanaged
{
    private readonly T[] _array = ArrayPool<T>.Shared.Rent(length);

    public Span<T> Span => _array.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(_array);
}
