using System.Buffers;

namespace TlEngine.Engines.Parameters;

/// <summary>A time zone by its IANA name.</summary>
internal sealed class TimeZoneKind : TextKind
{
    // The name becomes a file's name: only letters that names of zones have.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    public override string Expected => "the IANA name of a time zone, for example America/Argentina/Buenos_Aires";

    /// <returns>Null for a name that no zone has.</returns>
    public static TimeZoneInfo? Find(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept(NameCharacters)
            && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
            ? zone
            : null;

    protected override object? Parse(string text) => Find(text);

    protected override string Format(object value) => ((TimeZoneInfo)value).Id;
}
