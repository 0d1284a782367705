using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace TlEngine.Standalone;

/// <summary>
/// The memory that connections read into: blocks of 64 KiB instead of Kestrel's 4, so that a body of megabytes comes in tens of reads and
/// not in a thousand. A connection has one only while there is something to read.
/// </summary>
internal sealed class BodyBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int Block = 64 * 1024;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, Block));

    protected override void Dispose(bool disposing)
    {
        // The arrays are the shared pool's.
    }
}
