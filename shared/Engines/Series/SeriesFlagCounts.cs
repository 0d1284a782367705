using System.Text.Json;

namespace TlEngine.Engines.Series;

/// <summary>How many points of one call have each flag.</summary>
internal sealed class SeriesFlagCounts
{
    private static readonly JsonEncodedText[] Names =
        [.. Enum.GetNames<SeriesFlag>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];

    private readonly int[] _counts = new int[Names.Length];

    public void Add(SeriesFlag flag) => _counts[(int)flag]++;

    /// <summary>Writes <c>{reason: count}</c>, in the order of the reasons.</summary>
    public void Write(Utf8JsonWriter writer)
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
}
