using Npgsql;
using NpgsqlTypes;

namespace TlEngine.Storage.Postgres;

/// <summary>Positional parameters with their types fixed, so that an array of nulls has one too.</summary>
internal static class PostgresParameter
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    public static NpgsqlParameter Of(string? value) =>
        new() { Value = (object?)StoredText.CleanOrNull(value) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Of(DateTimeOffset? value) =>
        new() { Value = value is { } time ? time.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter Of(long? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter Texts<T>(IEnumerable<T> items, Func<T, string?> value) => new NpgsqlParameter<string?[]>
    {
        TypedValue = [.. items.Select(item => StoredText.CleanOrNull(value(item)))],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    public static NpgsqlParameter Bytes<T>(IEnumerable<T> items, Func<T, ReadOnlyMemory<byte>?> value) => new NpgsqlParameter<byte[]?[]>
    {
        TypedValue = [.. items.Select(item => StoredBytes.ArrayOrNull(value(item)))],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
    };

    public static NpgsqlParameter Times<T>(IEnumerable<T> items, Func<T, DateTimeOffset?> value) => new NpgsqlParameter<DateTime?[]>
    {
        TypedValue = [.. items.Select(item => value(item)?.UtcDateTime)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    };

    /// <summary>Intervals, which Npgsql writes to the microsecond.</summary>
    public static NpgsqlParameter Spans<T>(IEnumerable<T> items, Func<T, TimeSpan?> value) => new NpgsqlParameter<TimeSpan?[]>
    {
        TypedValue = [.. items.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Interval,
    };

    public static NpgsqlParameter Smalls<T>(IEnumerable<T> items, Func<T, int?> value) => new NpgsqlParameter<short?[]>
    {
        TypedValue = [.. items.Select(item => (short?)value(item))],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint,
    };

    public static NpgsqlParameter Integers<T>(IEnumerable<T> items, Func<T, int?> value) => new NpgsqlParameter<int?[]>
    {
        TypedValue = [.. items.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
    };

    public static NpgsqlParameter Longs<T>(IEnumerable<T> items, Func<T, long?> value) => new NpgsqlParameter<long?[]>
    {
        TypedValue = [.. items.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
    };

    public static NpgsqlParameter Flags<T>(IEnumerable<T> items, Func<T, bool?> value) => new NpgsqlParameter<bool?[]>
    {
        TypedValue = [.. items.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean,
    };

    public static NpgsqlParameter Ids<T>(IEnumerable<T> items, Func<T, Guid?> value) => new NpgsqlParameter<Guid?[]>
    {
        TypedValue = [.. items.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
    };
}
