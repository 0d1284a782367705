using System.Buffers;

namespace TlEngine.Engines.Json;

internal ref partial struct Utf8Scanner
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,:]}\"[{"u8);

    /// <summary>Takes a value of any kind and gives its bytes.</summary>
    public ReadOnlySpan<byte> Skip()
    {
        Peek();
        var start = _at;
        var depth = 0;
        do
        {
            switch (Peek())
            {
                case (byte)'"':
                    SkipString();
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    _at++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    _at++;
                    break;
                case (byte)',' or (byte)':' when depth > 0:
                    _at++;
                    break;
                default:
                    SkipWord();
                    break;
            }
        }
        while (depth > 0 && !Broken);
        return Broken ? default : _json[start.._at];
    }

    private void SkipString()
    {
        for (_at++; _at < _json.Length; _at++)
        {
            var step = _json[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                break;
            }

            _at += step;
            if (_json[_at] == (byte)'"')
            {
                _at++;
                return;
            }

            _at++;
        }

        Break();
    }

    private void SkipWord()
    {
        var length = _json[_at..].IndexOfAny(WordEnds);
        length = length < 0 ? _json.Length - _at : length;
        if (length == 0)
        {
            Break();
            return;
        }

        _at += length;
    }
}
