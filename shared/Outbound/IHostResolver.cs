using System.Net;

namespace TlEngine.Outbound;

/// <summary>Names to addresses; a test gives its own.</summary>
internal interface IHostResolver
{
    /// <summary>Throws <see cref="System.Net.Sockets.SocketException"/> for a name that has none.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
