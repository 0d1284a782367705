using System.Globalization;
using System.Text;
using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Tests.Engines.Json;

public sealed class ShortNumberTests
{
    private const string Telling = "0001234567899...,}]eE-+ :\"";

    /// <summary>For any text: a number where the framework finds one of fifteen bytes at most, and one of JSON where it does.</summary>
    [Fact]
    public void ShortNumber_AnyText_IsWhatTheFrameworkReads()
    {
        var random = new Random(20261129);
        for (var i = 0; i < 100_000; i++)
        {
            var (length, variety) = (random.Next(1, 20), random.Next(2) == 0 ? 15 : 26);
            var text = new string([.. Enumerable.Range(0, length).Select(_ => Telling[random.Next(variety)])]);
            var start = text[..text.TakeWhile(character => char.IsAsciiDigit(character) || character == '.').Count()];
            var dots = start.Count(character => character == '.');
            start = dots > 1 ? start[..start.IndexOf('.', start.IndexOf('.') + 1)] : start;
            var exponent = start.Length < text.Length && text[start.Length] is 'e' or 'E';

            var number = new ShortNumber(ref Encoding.UTF8.GetBytes(text.PadRight(64, '\n'))[0]);

            var parsed = double.TryParse(start, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
            var expected = start.Length is > 0 and <= 15 && !exponent && start != ".";
            Assert.True(number.IsJson == (expected && IsJson(start)), text);
            if (expected && start[0] != '.')
            {
                Assert.True(parsed && number.IsNumber && (int)number.Length == start.Length, text);
                Assert.True(number.ToDouble(negative: false) == value && number.ToDouble(negative: true) == -value, text);
            }
            else if (start[..Math.Min(start.Length, 1)] != ".")
            {
                Assert.False(number.IsNumber, text);
            }
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
