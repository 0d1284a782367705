using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TlEngine.Executions.Listing;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// The place in a list as callers carry it: base64url of the time in microseconds, the id, and four bytes of a hash over both and the
/// list's name, so that a cursor that was cut, or that belongs to another list, is noticed. It is a place, no right: no secret is in it.
/// </summary>
internal static class PageCursor
{
    private const int Length = 8 + 16 + 4;

    public static string Write(PageKey key, string list)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, StoredTime.Microseconds(key.At));
        key.Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        Check(bytes[..24], list, bytes[24..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, string list, out PageKey key)
    {
        key = default;
        Span<byte> bytes = stackalloc byte[Length];
        Span<byte> check = stackalloc byte[4];
        if (!Base64Url.IsValid(text, out var length) || length != Length || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return false;
        }

        Check(bytes[..24], list, check);
        if (!check.SequenceEqual(bytes[24..]))
        {
            return false;
        }

        key = new PageKey(StoredTime.Time(BinaryPrimitives.ReadInt64BigEndian(bytes)), new Guid(bytes[8..24], bigEndian: true));
        return true;
    }

    private static void Check(ReadOnlySpan<byte> place, string list, Span<byte> check) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(list), .. place]).AsSpan(0, check.Length).CopyTo(check);
}
