using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>Some of a few words, each once: an array of an enum's names in snake_case.</summary>
internal sealed class WordListKind(Type item) : ParameterKind
{
    private readonly WordKind _word = new(item);

    public override string Type => "array";

    public override string Expected => $"an array of different words, each {_word.Expected}";

    public override IReadOnlyList<string> AllowedValues => _word.AllowedValues;

    public override object? Read(ref Utf8Scanner scanner)
    {
        var start = scanner.At;
        if (scanner.TryTake((byte)'[') && TryItems(ref scanner, out var items))
        {
            var array = Array.CreateInstance(item, items.Count);
            for (var i = 0; i < items.Count; i++)
            {
                array.SetValue(items[i], i);
            }

            return array;
        }

        scanner.At = start;
        return null;
    }

    public override void Write(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray();
        foreach (var word in (Array)value)
        {
            _word.Write(writer, word);
        }

        writer.WriteEndArray();
    }

    private bool TryItems(ref Utf8Scanner scanner, out List<object> items)
    {
        items = [];
        while (scanner.NextItem())
        {
            if (_word.Read(ref scanner) is not { } word || items.Contains(word))
            {
                return false;
            }

            items.Add(word);
        }

        return true;
    }
}
