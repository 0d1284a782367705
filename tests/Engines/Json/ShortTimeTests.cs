using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Json;

namespace TlEngine.Tests.Engines.Json;

public sealed class ShortTimeTests
{
    private const string Telling = "00123456789---::..TZz+ \"";

    [Fact]
    public void ReadQuoted_AnyTimeInUtc_IsReadToItsEnd() => Prop.ForAll<DateTime, int>((time, decimals) =>
    {
        decimals = Math.Abs(decimals % 8);
        var format = "yyyy-MM-ddTHH:mm:ss" + (decimals > 0 ? "." + new string('f', decimals) : "") + "Z";
        var text = time.ToString(format, CultureInfo.InvariantCulture);
        var length = Read(text, out var ticks);
        return (int)length == text.Length + 2
            && ticks == DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcTicks;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>Whatever stands there: no other time than the full reader finds, and none where that finds none.</summary>
    [Fact]
    public void ReadQuoted_AnyOtherText_IsLeftOrReadAsTheFullReaderDoes()
    {
        var random = new Random(20261129);
        foreach (var template in (string[])["2024-02-29T23:59:59Z", "2024-03-01T12:00:00.123Z", "0001-01-01T00:00:00Z"])
        {
            for (var i = 0; i < 20_000; i++)
            {
                var text = template.ToCharArray();
                for (var edits = random.Next(1, 3); edits > 0; edits--)
                {
                    text[random.Next(text.Length)] = Telling[random.Next(Telling.Length)];
                }

                var length = Read(new string(text), out var ticks);
                if (length > 0)
                {
                    var read = Encoding.UTF8.GetBytes(text).AsSpan(0, (int)length - 2);
                    Assert.True(Rfc3339.TryParse(read, out var expected), new string(text));
                    Assert.Equal(expected, ticks);
                }
            }
        }
    }

    [Theory]
    [InlineData("2023-02-29T10:00:00Z")]
    [InlineData("2024-04-31T10:00:00Z")]
    [InlineData("2024-13-01T10:00:00Z")]
    [InlineData("2024-00-01T10:00:00Z")]
    [InlineData("2024-03-00T10:00:00Z")]
    [InlineData("0000-03-01T10:00:00Z")]
    [InlineData("2024-03-01T24:00:00Z")]
    [InlineData("2024-03-01T10:60:00Z")]
    [InlineData("2024-03-01T10:00:0xZ")]
    [InlineData("2024-03-01T10:00:00.Z")]
    [InlineData("2024-03-01T10:00:00.12345678Z")]
    [InlineData("2024-03-01T10:00:00+00:00")]
    [InlineData("2024-03-01T10:00:00ZZ")]
    public void ReadQuoted_OtherText_IsLeft(string text) => Assert.Equal(0u, Read(text, out _));

    private static nuint Read(string text, out long ticks) =>
        ShortTime.ReadQuoted(ref Encoding.UTF8.GetBytes($"\"{text}\"".PadRight(64, ' '))[0], out ticks);
}
