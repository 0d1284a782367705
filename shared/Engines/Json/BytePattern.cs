using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Json;

/// <summary>A few bytes that are looked for at one place after the other, each time in one comparison.</summary>
internal readonly struct BytePattern
{
    /// <summary>Bytes that must be readable where it is looked for, and the most that it has.</summary>
    public const int Room = 32;

    private readonly Vector256<byte> _bytes;
    private readonly Vector256<byte> _mask;

    /// <param name="bytes">At most <see cref="Room"/>.</param>
    public BytePattern(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Room];
        padded.Clear();
        bytes.CopyTo(padded);
        _bytes = Vector256.Create<byte>(padded);
        padded[..bytes.Length].Fill(byte.MaxValue);
        _mask = Vector256.Create<byte>(padded);
        Length = (nuint)bytes.Length;
    }

    public nuint Length { get; }

    /// <summary>Whether the bytes from here on are these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(ref readonly byte here) => ((Vector256.LoadUnsafe(in here) ^ _bytes) & _mask) == Vector256<byte>.Zero;
}
