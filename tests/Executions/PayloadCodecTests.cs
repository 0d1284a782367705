using System.Text;
using TlEngine.Executions;

namespace TlEngine.Tests.Executions;

public sealed class PayloadCodecTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(3_000_000)]
    public void Decode_Encoded_IsTheSameJson(int length)
    {
        var json = Encoding.UTF8.GetBytes($"\"{new string('a', length - 2)}\"");
        var payload = PayloadCodec.Encode(json);

        Assert.Equal(length, payload.Length);
        Assert.True(payload.Bytes!.Value.Length <= length);
        Assert.True(PayloadCodec.Decode(payload).Span.SequenceEqual(json));
    }

    [Fact]
    public void Encode_Incompressible_StaysPlain()
    {
        var random = new byte[4096];
        new Random(1).NextBytes(random);

        Assert.Equal(PayloadEncoding.Plain, PayloadCodec.Encode(random).Encoding);
    }
}
