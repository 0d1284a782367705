using System.Buffers.Text;
using System.Text;

namespace TlEngine.Access.Keys;

/// <summary>The last key of a page: the id of one of the settings, or of one of the database.</summary>
public sealed record KeyCursor(string KeyId)
{
    /// <summary>The id as a row has it; null for a key of the settings.</summary>
    public Guid? RowId => Guid.TryParseExact(KeyId, "D", out var id) ? id : null;

    /// <returns>False for a text that no page has ever ended with.</returns>
    public static bool TryParse(string text, out KeyCursor cursor)
    {
        cursor = new KeyCursor("");
        if (text.Length > 100 || !Base64Url.IsValid(text))
        {
            return false;
        }

        cursor = new KeyCursor(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)));
        return cursor.RowId is not null || cursor.KeyId is SeedKeys.TlPlane or SeedKeys.Admin;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(KeyId));
}
