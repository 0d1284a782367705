using System.Text.Json;

namespace TlEngine.Engines.Track.Events;

/// <summary>The names of <see cref="EventType"/> in JSON.</summary>
internal static class EventTypes
{
    private static readonly JsonEncodedText[] Names =
        [.. Enum.GetNames<EventType>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];

    /// <summary>Those that last; maintenance is a moment.</summary>
    public static readonly EventType[] Lasting = [.. Enum.GetValues<EventType>().Where(type => type != EventType.Maintenance)];

    /// <summary>For error messages.</summary>
    public static readonly string LastingNames = string.Join(", ", Lasting.Select(type => type.Name()));

    public static JsonEncodedText Name(this EventType type) => Names[(int)type];

    public static EventType? FindLasting(ReadOnlySpan<byte> name)
    {
        foreach (var type in Lasting)
        {
            if (name.SequenceEqual(type.Name().EncodedUtf8Bytes))
            {
                return type;
            }
        }

        return null;
    }
}
