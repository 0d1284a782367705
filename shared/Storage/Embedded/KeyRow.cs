using Microsoft.Data.Sqlite;
using TlEngine.Access.Keys;

namespace TlEngine.Storage.Embedded;

/// <summary>A key as a row of the table <c>api_keys</c>.</summary>
internal static class KeyRow
{
    public const string Columns =
        """
        id, name, prefix, hash, previous_prefix, previous_hash, previous_until, generation, scopes, engines, hourly_limit, created_at,
        created_by, expires_at, rotated_at, last_used_at, revoked_at
        """;

    private const string InsertSql =
        """
        INSERT INTO api_keys (id, name, prefix, hash, generation, scopes, engines, hourly_limit, created_at, created_by, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    public static int Insert(SqliteSession session, ApiKey key) => session.Execute(
        InsertSql,
        key.Id,
        key.Name,
        key.Secret.Prefix,
        key.Secret.Hash,
        key.Generation,
        StoredJson.Tags(key.Scopes),
        StoredJson.Tags(key.Engines),
        key.HourlyLimit,
        key.CreatedAt,
        key.CreatedBy,
        key.ExpiresAt);

    public static ApiKey Read(SqliteDataReader reader) => new()
    {
        Id = reader.Id(0),
        Name = reader.GetString(1),
        Secret = new KeySecret(reader.GetString(2), reader.Bytes(3)),
        Previous = reader.Text(4) is { } prefix ? new KeySecret(prefix, reader.Bytes(5)) : null,
        PreviousUntil = reader.TimeOrNull(6),
        Generation = reader.GetInt32(7),
        Scopes = StoredJson.Tags(reader.GetString(8)),
        Engines = StoredJson.Tags(reader.GetString(9)),
        HourlyLimit = (int?)reader.Number(10),
        CreatedAt = reader.Time(11),
        CreatedBy = reader.GetString(12),
        ExpiresAt = reader.TimeOrNull(13),
        RotatedAt = reader.TimeOrNull(14),
        LastUsedAt = reader.TimeOrNull(15),
        RevokedAt = reader.TimeOrNull(16),
    };
}
