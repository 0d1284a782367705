using System.Globalization;

namespace TlEngine.Engines.Json;

internal ref partial struct Utf8Scanner
{
    private const ulong LargestExact = 1UL << 53;
    private const NumberStyles NumberForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Takes a number, correctly rounded; infinite past the range of a double.</summary>
    public bool TryNumber(out double value)
    {
        var first = Peek();
        if (first != (byte)'-' && (uint)(first - '0') > 9)
        {
            value = 0;
            return false;
        }

        return TryPlainNumber(out value) || TryAnyNumber(out value);
    }

    /// <summary>
    /// Takes a number of the usual shape, <c>-34.603722</c>, that starts right here. Both its digits and the power of ten are exact
    /// doubles, so that one division rounds it correctly (Clinger, "How to read floating point numbers accurately", 1990). Moves nothing
    /// otherwise.
    /// </summary>
    public bool TryPlainNumber(out double value)
    {
        var json = _json;
        var at = _at;
        var negative = (uint)at < (uint)json.Length && json[at] == (byte)'-';
        at += negative ? 1 : 0;
        var start = at;
        ulong digits = 0;
        uint digit;
        byte next = 0;
        for (; (uint)at < (uint)json.Length && (digit = (uint)((next = json[at]) - '0')) <= 9; at++)
        {
            digits = (digits * 10) + digit;
        }

        var count = at - start;
        var decimals = 0;
        if (next == (byte)'.')
        {
            var point = ++at;
            for (; (uint)at < (uint)json.Length && (digit = (uint)((next = json[at]) - '0')) <= 9; at++)
            {
                digits = (digits * 10) + digit;
            }

            decimals = at - point;
        }

        // Nineteen digits cannot overflow; more may have.
        if (count == 0 || count + decimals > 19 || digits > LargestExact || (next | 0x20) == 'e')
        {
            value = 0;
            return false;
        }

        value = digits / PowersOfTen[decimals];
        value = negative ? -value : value;
        _at = at;
        return true;
    }

    private bool TryAnyNumber(out double value)
    {
        var start = _at;
        SkipWord();

        // Not Utf8Parser: it rounds what is half-way between two doubles and ends in .0 the wrong way.
        return double.TryParse(_json[start.._at], NumberForm, CultureInfo.InvariantCulture, out value);
    }
}
