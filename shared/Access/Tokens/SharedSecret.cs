using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace TlEngine.Access.Tokens;

/// <summary>The one secret that the issuer and this service share; a <c>kid</c> means nothing here.</summary>
internal sealed class SharedSecret(string secret) : ITokenKeys
{
    private readonly IReadOnlyList<SecurityKey> _keys = [new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret))];

    public IReadOnlyList<string> Algorithms { get; } = [SecurityAlgorithms.HmacSha256];

    public Task<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken) =>
        Task.FromResult(_keys);
}
