using System.Net.Sockets;
using Npgsql;

namespace TlEngine.Storage.Postgres;

/// <summary>Tells a server that is away from a statement that is wrong.</summary>
internal static class PostgresFailures
{
    /// <summary>The transaction was rolled back because of another one; the same call may succeed at once.</summary>
    public static bool IsConflict(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>The server cannot be reached or cannot serve now. A wrong statement is not that: it is a bug and stays what it
    /// is.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        PostgresException refused => IsUnavailable(refused.SqlState),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    private static bool IsUnavailable(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => true,
        // A role or database that is gone or a password that was rotated: the connection failed, not a statement.
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => true,
        PostgresErrorCodes.InvalidCatalogName => true,
        // The old primary after a failover.
        PostgresErrorCodes.ReadOnlySqlTransaction => true,
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => true,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
        // Connection exceptions (a pooler reports its own troubles there, too), resources used up, I/O errors of the server.
        _ => sqlState.StartsWith("08", StringComparison.Ordinal)
            || sqlState.StartsWith("53", StringComparison.Ordinal)
            || sqlState.StartsWith("58", StringComparison.Ordinal),
    };
}
