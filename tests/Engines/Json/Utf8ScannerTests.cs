using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Json;

namespace TlEngine.Tests.Engines.Json;

public sealed class Utf8ScannerTests
{
    [Fact]
    public void TryNumber_AnyDouble_ReadsItBackToTheBit() => Prop.ForAll<double>(value =>
    {
        var finite = double.IsFinite(value) ? value : 0;
        return Number(finite.ToString("R", CultureInfo.InvariantCulture)) == finite;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void TryNumber_AnyDecimal_RoundsAsTheFrameworkDoes() => Prop.ForAll(
        (from digits in Gen.Choose(1, 24).SelectMany(count => Gen.ArrayOf(Gen.Choose(0, 9), count))
         from point in Gen.Choose(0, digits.Length)
         from negative in Gen.Elements("", "-")
         select $"{negative}{string.Concat(digits[..point])}0.{string.Concat(digits[point..])}0").ToArbitrary(),
        text => Number(text) == double.Parse(text, CultureInfo.InvariantCulture)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("2631127778971848960.0", 2631127778971848704)]
    [InlineData("1e308", 1e308)]
    [InlineData("1E+2", 100)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("123456789012345678901234567890", 1.2345678901234568e29)]
    public void TryNumber_UnusualShape_IsRead(string text, double expected) => Assert.Equal(expected, Number(text));

    [Fact]
    public void Skip_NestedValue_EndsBehindIt()
    {
        var scanner = new Utf8Scanner("""[{"a":"}]\"\\",  "b":[1,{}]}, 7]"""u8);
        Assert.True(scanner.TryTake((byte)'['));
        Assert.True(scanner.NextItem());
        scanner.Skip();
        Assert.True(scanner.NextItem());
        Assert.True(scanner.TryNumber(out var value));
        Assert.Equal(7, value);
        Assert.False(scanner.NextItem());
        Assert.False(scanner.Broken);
    }

    [Fact]
    public void NextMember_EscapedName_IsResolved()
    {
        var scanner = new Utf8Scanner("""{ "l\u0061t" : 1 }"""u8);
        Assert.True(scanner.TryTake((byte)'{'));
        Assert.True(scanner.NextMember(out var name));
        Assert.Equal("lat", Encoding.UTF8.GetString(name));
    }

    [Theory]
    [InlineData("[1,")]
    [InlineData("[\"a")]
    [InlineData("[\"\\")]
    [InlineData("[{\"a\":")]
    [InlineData("[")]
    public void NextItem_CutOffJson_BreaksAtItsEnd(string json)
    {
        var scanner = new Utf8Scanner(Encoding.UTF8.GetBytes(json));
        scanner.TryTake((byte)'[');
        while (scanner.NextItem())
        {
            scanner.Skip();
        }

        Assert.True(scanner.Broken);
    }

    private static double Number(string text)
    {
        var scanner = new Utf8Scanner(Encoding.UTF8.GetBytes(text));
        Assert.True(scanner.TryNumber(out var value));
        Assert.Equal(text.Length, scanner.At);
        return value;
    }
}
