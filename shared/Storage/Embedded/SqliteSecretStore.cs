using System.Security.Cryptography;

namespace TlEngine.Storage.Embedded;

/// <summary>The shared secrets in the file.</summary>
internal sealed class SqliteSecretStore(SqliteGateway gateway) : ISecretStore
{
    private const int SecretBytes = 32;
    private const string FindSql = "SELECT secret FROM service_secrets WHERE name = ?1";
    private const string InsertSql =
        "INSERT INTO service_secrets (name, secret, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING";

    public async Task<ReadOnlyMemory<byte>> GetOrCreateAsync(string name, CancellationToken cancellationToken)
    {
        var known = await gateway.ReadAsync(session => Find(session, name), cancellationToken);
        return known ?? await gateway.WriteAsync(session => Create(session, name), cancellationToken);
    }

    private static byte[] Create(SqliteSession session, string name)
    {
        session.Execute(InsertSql, name, RandomNumberGenerator.GetBytes(SecretBytes), session.Now);
        // Read back: another caller may have been first.
        return Find(session, name)!;
    }

    private static byte[]? Find(SqliteSession session, string name) =>
        session.Query(FindSql, reader => reader.Bytes(0), name).SingleOrDefault();
}
