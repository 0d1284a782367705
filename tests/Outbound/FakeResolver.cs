using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TlEngine.Outbound;

namespace TlEngine.Tests.Outbound;

/// <summary>Names that a test makes up; each question takes the next of a name's answers, the last one for ever.</summary>
internal sealed class FakeResolver : IHostResolver
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<IPAddress[]>> _answers = new();

    public ConcurrentQueue<string> Asked { get; } = new();

    public FakeResolver With(string host, params string[] addresses)
    {
        _answers.GetOrAdd(host, _ => new ConcurrentQueue<IPAddress[]>()).Enqueue([.. addresses.Select(IPAddress.Parse)]);
        return this;
    }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        if (!_answers.TryGetValue(host, out var answers))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        answers.TryPeek(out var answer);
        if (answers.Count > 1)
        {
            answers.TryDequeue(out answer);
        }

        return Task.FromResult<IReadOnlyList<IPAddress>>(answer!);
    }
}
