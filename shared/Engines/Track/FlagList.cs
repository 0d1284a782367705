using System.Text.Json;

namespace TlEngine.Engines.Track;

/// <summary>All remarks on the input of one call.</summary>
internal sealed class FlagList
{
    private static readonly JsonEncodedText[] Names =
        [.. Enum.GetNames<FlagReason>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];

    private readonly List<Flag> _flags = [];
    private readonly int[] _counts = new int[Names.Length];

    /// <summary>In the order they were made in.</summary>
    public IReadOnlyList<Flag> All => _flags;

    public int CountOf(FlagReason reason) => _counts[(int)reason];

    public void Add(Flag flag)
    {
        _flags.Add(flag);
        _counts[(int)flag.Reason]++;
    }

    /// <summary>Writes <c>{reason: count}</c>, in the order of the reasons.</summary>
    public void WriteCounts(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < Names.Length; i++)
        {
            if (_counts[i] > 0)
            {
                writer.WriteNumber(Names[i], _counts[i]);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes <c>[{i, reason, detail}]</c> in the order of the input.</summary>
    public void WriteAll(Utf8JsonWriter writer)
    {
        _flags.Sort((a, b) => a.Index != b.Index ? a.Index.CompareTo(b.Index) : (int)a.Reason - (int)b.Reason);
        writer.WriteStartArray();
        foreach (var flag in _flags)
        {
            writer.WriteStartObject();
            writer.WriteNumber("i", flag.Index);
            writer.WriteString("reason", Names[(int)flag.Reason]);
            writer.WriteString("detail", flag.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
