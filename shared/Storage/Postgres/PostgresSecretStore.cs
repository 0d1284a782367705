using System.Security.Cryptography;

namespace TlEngine.Storage.Postgres;

/// <summary>The shared secrets in PostgreSQL.</summary>
internal sealed class PostgresSecretStore(PostgresGateway gateway) : ISecretStore
{
    private const int SecretBytes = 32;
    private const string FindSql = "SELECT secret FROM service_secrets WHERE name = $1";
    private const string InsertSql =
        "INSERT INTO service_secrets (name, secret, created_at) VALUES ($1, $2, now()) ON CONFLICT (name) DO NOTHING";

    public async Task<ReadOnlyMemory<byte>> GetOrCreateAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } known)
        {
            return known;
        }

        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        await gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(
                new PostgresStatement(InsertSql, PostgresParameter.Of(name), PostgresParameter.Of(secret)), token),
            cancellationToken);
        // Read back: another process may have been first.
        return await FindAsync(name, cancellationToken)
            ?? throw new InvalidOperationException($"The secret {name} was deleted while it was made; start again.");
    }

    private Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken) =>
        gateway.RunAsync<byte[]?>(
            () => [new PostgresStatement(FindSql, PostgresParameter.Of(name))],
            async (reader, token) => await reader.ReadAsync(token) ? reader.GetFieldValue<byte[]>(0) : null,
            cancellationToken);
}
