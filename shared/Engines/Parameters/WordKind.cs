using System.Text.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>One of a few words: the names of an enum in snake_case.</summary>
internal sealed class WordKind : TextKind
{
    private readonly Type _type;
    private readonly string[] _words;

    public WordKind(Type type)
    {
        _type = type;
        _words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
        Expected = "one of " + string.Join(", ", _words);
    }

    public override string Expected { get; }

    public override IReadOnlyList<string> AllowedValues => _words;

    protected override object? Parse(string text)
    {
        var index = Array.IndexOf(_words, text);
        return index < 0 ? null : Enum.Parse(_type, Enum.GetNames(_type)[index]);
    }

    protected override string Format(object value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!);
}
