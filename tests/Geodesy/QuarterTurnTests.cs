using System.Runtime.Intrinsics;
using TlEngine.Geodesy;

namespace TlEngine.Tests.Geodesy;

public sealed class QuarterTurnTests
{
    [Fact]
    public void SineAndCosine_WholeRange_AreThoseOfMath()
    {
        for (var i = -100_000; i <= 100_000; i++)
        {
            var angle = i * (Math.PI / 2 / 100_000);
            Assert.Equal(Math.Sin(angle), QuarterTurn.Sine(Vector256.Create(angle)).ToScalar(), 4e-16);
            Assert.Equal(Math.Cos(angle), QuarterTurn.Cosine(Vector256.Create(angle)).ToScalar(), 4e-16);
        }
    }

    [Fact]
    public void Sine_SmallAngle_KeepsItsDigits() =>
        Assert.Equal(1e-9, QuarterTurn.Sine(Vector256.Create(1e-9)).ToScalar());
}
