using System.Text;
using System.Text.Json;

namespace TlEngine.Engines.Json;

/// <summary>
/// Walks over JSON that was already found well formed, several times faster than a reader that checks it again. On bytes that are no JSON
/// it is <see cref="Broken"/> and at its end: every loop over it ends and nothing is read out of bounds.
/// </summary>
internal ref partial struct Utf8Scanner(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>The bytes are not JSON.</summary>
    public bool Broken { get; private set; }

    public readonly ReadOnlySpan<byte> Json => _json;

    /// <summary>Where the next byte is; may be set back to an earlier value of itself.</summary>
    public int At
    {
        readonly get => _at;
        set => _at = Broken ? _json.Length : value;
    }

    /// <summary>The byte that starts the next token, 0 at the end.</summary>
    public byte Peek()
    {
        for (; (uint)_at < (uint)_json.Length; _at++)
        {
            var next = _json[_at];
            if (next > (byte)' ')
            {
                return next;
            }
        }

        return 0;
    }

    /// <summary>Takes a token of one byte if it is the next one.</summary>
    public bool TryTake(byte token)
    {
        if (Peek() != token)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Inside an object: reads the next member's name and its colon, or leaves the object.</summary>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!NextItem((byte)'}'))
        {
            return false;
        }

        if (!TryText(out name) || !TryTake((byte)':'))
        {
            Break();
            return false;
        }

        return true;
    }

    /// <summary>Inside an array: whether another item follows; otherwise leaves the array.</summary>
    public bool NextItem() => NextItem((byte)']');

    /// <summary>Takes a string, escapes resolved.</summary>
    public bool TryText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Peek() != (byte)'"')
        {
            return false;
        }

        var token = Skip();
        if (Broken)
        {
            return false;
        }

        var content = token[1..^1];
        text = content.Contains((byte)'\\') ? Unescape(token) : content;
        return true;
    }

    /// <summary>Takes a literal such as <c>null</c> if it is next.</summary>
    public bool TryLiteral(ReadOnlySpan<byte> literal)
    {
        Peek();
        if (!_json[_at..].StartsWith(literal))
        {
            return false;
        }

        _at += literal.Length;
        return true;
    }

    public void Break()
    {
        Broken = true;
        _at = _json.Length;
    }

    private bool NextItem(byte end)
    {
        if (TryTake(end))
        {
            return false;
        }

        TryTake((byte)',');
        if (Peek() != 0)
        {
            return true;
        }

        Break();
        return false;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> token)
    {
        try
        {
            var reader = new Utf8JsonReader(token);
            reader.Read();
            return Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No escape of JSON, or half a surrogate pair: the promise of well-formed input is broken.
            Break();
            return default;
        }
    }
}
