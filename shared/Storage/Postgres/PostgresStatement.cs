using Npgsql;

namespace TlEngine.Storage.Postgres;

/// <summary>A statement with the values of $1, $2, …</summary>
internal sealed record PostgresStatement(string Sql, params NpgsqlParameter[] Parameters)
{
    /// <summary>Locks rows in the order of their ids: groups that overlap then wait for each other instead of deadlocking.</summary>
    public static PostgresStatement Lock(IEnumerable<Guid> ids) => new(
        """
        SELECT count(*) FROM (SELECT FROM executions WHERE id = ANY($1) ORDER BY id FOR UPDATE) locked
        """,
        PostgresParameter.Of(ids.ToArray()));
}
