using System.Text;
using TlEngine.Executions;

namespace TlEngine.Engines.Json;

/// <summary>The faults of one request, in the order found. Past <see cref="Most"/> they are only counted.</summary>
internal sealed class InputErrors
{
    public const int Most = 100;
    private const int LongestExcerpt = 40;

    private readonly List<InputError> _errors = [];

    public int Count { get; private set; }

    public void Add(string pointer, string detail)
    {
        if (++Count <= Most)
        {
            _errors.Add(new InputError(pointer, detail));
        }
    }

    /// <summary>A value of the wrong type or out of its range.</summary>
    /// <param name="pointer">Where it is.</param>
    /// <param name="found">Its JSON.</param>
    /// <param name="expected">What it should be, for example <c>a number</c>.</param>
    public void AddUnexpected(string pointer, ReadOnlySpan<byte> found, string expected) =>
        Add(pointer, $"Found {Excerpt(found)}; expected {expected}.");

    /// <param name="parent">Pointer of the object.</param>
    /// <param name="name">The member that it must not have.</param>
    /// <param name="expected">The members it may have.</param>
    public void AddUnknown(string parent, ReadOnlySpan<byte> name, string expected) =>
        Add($"{parent}/{Escape(Encoding.UTF8.GetString(name))}", $"Unknown member; expected {expected}.");

    public IReadOnlyList<InputError> ToList() => Count <= Most
        ? _errors
        : [.. _errors, new InputError("", $"{Count - Most} more errors; the first {Most} are listed.")];

    /// <summary>A member's name as a step of an RFC 6901 pointer.</summary>
    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Excerpt(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json.Length > 4 * LongestExcerpt ? json[..(4 * LongestExcerpt)] : json);
        return text.Length > LongestExcerpt ? string.Concat(text.AsSpan(0, LongestExcerpt), "…") : text;
    }
}
