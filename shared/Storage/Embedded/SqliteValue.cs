using Microsoft.Data.Sqlite;

namespace TlEngine.Storage.Embedded;

/// <summary>Values as the file holds them: text without NUL, ids as lower-case text, times and durations in microseconds.</summary>
internal static class SqliteValue
{
    public static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        string text => StoredText.Clean(text),
        Guid id => id.ToString("D"),
        DateTimeOffset time => StoredTime.Microseconds(time),
        TimeSpan span => StoredTime.Microseconds(span),
        ReadOnlyMemory<byte> bytes => StoredBytes.Array(bytes),
        Enum number => Convert.ToInt64(number, provider: null),
        _ => value,
    };

    public static Guid Id(this SqliteDataReader reader, int ordinal) => Guid.ParseExact(reader.GetString(ordinal), "D");

    public static Guid? IdOrNull(this SqliteDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.Id(ordinal);

    public static string? Text(this SqliteDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static long? Number(this SqliteDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);

    public static DateTimeOffset Time(this SqliteDataReader reader, int ordinal) => StoredTime.Time(reader.GetInt64(ordinal));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.Time(ordinal);

    public static TimeSpan? SpanOrNull(this SqliteDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : StoredTime.Span(reader.GetInt64(ordinal));

    // The cast matters: a null array would become empty memory.
    public static ReadOnlyMemory<byte>? BytesOrNull(this SqliteDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? (ReadOnlyMemory<byte>?)null : reader.Bytes(ordinal);

    public static byte[] Bytes(this SqliteDataReader reader, int ordinal) => reader.GetFieldValue<byte[]>(ordinal);
}
