using System.Buffers;
using TlEngine.Engines.Memory;

namespace TlEngine.Tests.Engines.Memory;

public sealed class PooledWriterTests
{
    [Fact]
    public void Write_MoreThanItsCapacity_KeepsEveryByte()
    {
        var random = new Random(3);
        using var writer = new PooledWriter(1);
        var expected = new List<byte>();
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(0, 2_000)];
            random.NextBytes(bytes);
            writer.Write(bytes);
            expected.AddRange(bytes);
        }

        Assert.Equal(expected.ToArray(), writer.WrittenMemory.ToArray());
    }

    [Fact]
    public void GetSpan_NoHint_IsNeverEmpty()
    {
        using var writer = new PooledWriter(16);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.False(writer.GetSpan().IsEmpty);
            writer.Advance(1);
        }
    }

    [Fact]
    public void Advance_PastTheBuffer_IsRefused()
    {
        using var writer = new PooledWriter(16);

        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(-1));
    }
}
