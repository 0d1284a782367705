using Npgsql;
using TlEngine.Readiness;

namespace TlEngine.Storage.Postgres;

/// <summary>
/// Where every call to PostgreSQL goes through: a connection of the pool, a bounded number of repetitions after a deadlock or a
/// serialization failure, and <see cref="DependencyUnavailableException"/> for a server that is away.
/// </summary>
internal sealed class PostgresGateway(NpgsqlDataSource source)
{
    public const string Dependency = "postgres";
    private const int MaxAttempts = 5;

    /// <summary>Runs work whose one transaction may be rolled back and run again.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await OpenAsync(cancellationToken);
            try
            {
                return await work(connection, cancellationToken);
            }
            catch (PostgresException conflict) when (PostgresFailures.IsConflict(conflict) && attempt < MaxAttempts)
            {
                // The other transaction was let through; the next attempt finds its rows.
            }
            catch (Exception failure) when (PostgresFailures.IsUnavailable(failure))
            {
                // The pooled connections lead to the same lost server: without this each of them would fail one more call.
                source.Clear();
                throw new DependencyUnavailableException(Dependency, failure);
            }
        }
    }

    /// <summary>Runs a batch as one transaction in one round trip, and reads its results. The statements are made anew for each
    /// attempt.</summary>
    public Task<T> RunAsync<T>(
        Func<IReadOnlyList<PostgresStatement>> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) =>
        RunAsync((connection, token) => connection.ReadAsync(statements(), read, token), cancellationToken);

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception failure) when (PostgresFailures.IsUnavailable(failure))
        {
            throw new DependencyUnavailableException(Dependency, failure);
        }
    }
}
