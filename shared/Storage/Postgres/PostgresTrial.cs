using System.Security.Authentication;
using Npgsql;
using TlEngine.Readiness.Connections;

namespace TlEngine.Storage.Postgres;

/// <summary>Logs in, asks for the version, and whether the tables could be made.</summary>
internal sealed class PostgresTrial(NpgsqlConnectionStringBuilder database, TimeProvider time) : IConnectionTrial
{
    private const string Setting = "DATABASE_URL";

    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken)
    {
        if (await Reach.FaultAsync(database.Host!, database.Port, Setting, time, cancellationToken) is { } fault)
        {
            return ConnectionVerdict.Failed(fault);
        }

        try
        {
            await using var source = PostgresDataSource.Create(database);
            await using var command = source.CreateCommand(
                """
                SELECT current_setting('server_version'), coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
                """);
            await using var answer = await command.ExecuteReaderAsync(cancellationToken);
            await answer.ReadAsync(cancellationToken);
            return answer.GetBoolean(1)
                ? ConnectionVerdict.Ok($"PostgreSQL {answer.GetString(0)}, database {database.Database} at {database.Host}:{database.Port}")
                : ConnectionVerdict.Failed(
                    $"the user {database.Username} may not make tables: GRANT CREATE ON SCHEMA public TO \"{database.Username}\"");
        }
        catch (PostgresException refused)
        {
            return ConnectionVerdict.Failed(CauseOf(refused));
        }
        catch (NpgsqlException exception)
        {
            return ConnectionVerdict.Failed(CauseOf(exception));
        }
    }

    /// <summary>Codes of appendix A of the PostgreSQL manual.</summary>
    private string CauseOf(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword =>
            $"the password of the user {database.Username} is wrong, or there is no such user: correct {Setting}, percent-encoded",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"the server does not let {database.Username} in from here: check the user, sslmode in {Setting} and the server's pg_hba.conf",
        PostgresErrorCodes.InvalidCatalogName =>
            $"the database {database.Database} does not exist: create it, or correct the path of {Setting}",
        PostgresErrorCodes.InsufficientPrivilege => $"the user {database.Username} may not connect to {database.Database}: GRANT CONNECT",
        PostgresErrorCodes.TooManyConnections => "the server has no free connection: close some, or use the pooler's address",
        PostgresErrorCodes.CannotConnectNow => "the server is starting or stopping: try again in a minute",
        _ => $"the server refuses with SQLSTATE {refused.SqlState}: see appendix A of the PostgreSQL manual",
    };

    private string CauseOf(NpgsqlException exception)
    {
        if (database.Password is null)
        {
            return $"no answer to a login without a password: put one into {Setting}";
        }

        return exception.GetBaseException() is AuthenticationException || exception.Message.Contains("SSL", StringComparison.Ordinal)
            ? $"no agreement on TLS: check sslmode in {Setting} (it is {database.SslMode}) and the server's certificate"
            : $"{database.Host}:{database.Port} listens but does not answer as PostgreSQL: check the port in {Setting}";
    }
}
