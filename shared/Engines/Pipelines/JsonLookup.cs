using System.Globalization;
using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>Follows the tokens of a JSON Pointer through well-formed JSON.</summary>
internal static class JsonLookup
{
    /// <returns>The value's bytes; null where there is none.</returns>
    public static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> json, IEnumerable<string> path)
    {
        var scanner = new Utf8Scanner(json.Span);
        foreach (var token in path)
        {
            if (!Enter(ref scanner, token))
            {
                return null;
            }
        }

        scanner.Peek();
        var start = scanner.At;
        scanner.Skip();
        return scanner.Broken ? null : json[start..scanner.At];
    }

    private static bool Enter(ref Utf8Scanner scanner, string token)
    {
        if (scanner.TryTake((byte)'{'))
        {
            var wanted = Encoding.UTF8.GetBytes(token);
            while (scanner.NextMember(out var name))
            {
                if (name.SequenceEqual(wanted))
                {
                    return true;
                }

                scanner.Skip();
            }

            return false;
        }

        // RFC 6901: digits without a leading zero.
        if (!scanner.TryTake((byte)'[') || !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || (token.Length > 1 && token[0] == '0'))
        {
            return false;
        }

        for (; scanner.NextItem(); index--)
        {
            if (index == 0)
            {
                return true;
            }

            scanner.Skip();
        }

        return false;
    }
}
