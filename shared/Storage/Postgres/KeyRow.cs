using Npgsql;
using TlEngine.Access.Keys;

namespace TlEngine.Storage.Postgres;

/// <summary>A key as a row of the table <c>api_keys</c>.</summary>
internal static class KeyRow
{
    public const string Columns =
        """
        id, name, prefix, hash, previous_prefix, previous_hash, previous_until, generation, scopes, engines, hourly_limit, created_at,
        created_by, expires_at, rotated_at, last_used_at, revoked_at
        """;

    public const string InsertSql =
        """
        INSERT INTO api_keys (id, name, prefix, hash, generation, scopes, engines, hourly_limit, created_at, created_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    public static NpgsqlParameter[] Parameters(ApiKey key) =>
    [
        PostgresParameter.Of(key.Id),
        PostgresParameter.Of(key.Name),
        PostgresParameter.Of(key.Secret.Prefix),
        PostgresParameter.Of(key.Secret.Hash),
        PostgresParameter.Of(key.Generation),
        PostgresParameter.Of(StoredJson.Tags(key.Scopes)),
        PostgresParameter.Of(StoredJson.Tags(key.Engines)),
        PostgresParameter.Of((long?)key.HourlyLimit),
        PostgresParameter.Of((DateTimeOffset?)key.CreatedAt),
        PostgresParameter.Of(key.CreatedBy),
        PostgresParameter.Of(key.ExpiresAt),
    ];

    public static ApiKey Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Name = reader.GetString(1),
        Secret = new KeySecret(reader.GetString(2), reader.GetFieldValue<byte[]>(3)),
        Previous = reader.Text(4) is { } prefix ? new KeySecret(prefix, reader.GetFieldValue<byte[]>(5)) : null,
        PreviousUntil = reader.Value<DateTimeOffset>(6),
        Generation = reader.GetInt32(7),
        Scopes = StoredJson.Tags(reader.GetString(8)),
        Engines = StoredJson.Tags(reader.GetString(9)),
        HourlyLimit = (int?)reader.Value<long>(10),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(11),
        CreatedBy = reader.GetString(12),
        ExpiresAt = reader.Value<DateTimeOffset>(13),
        RotatedAt = reader.Value<DateTimeOffset>(14),
        LastUsedAt = reader.Value<DateTimeOffset>(15),
        RevokedAt = reader.Value<DateTimeOffset>(16),
    };
}
