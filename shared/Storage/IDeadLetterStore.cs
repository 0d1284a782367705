using TlEngine.Messaging;

namespace TlEngine.Storage;

/// <summary>What was given up. The row stays when the broker's own queue overflows.</summary>
public interface IDeadLetterStore
{
    /// <summary>Inserts; an id that is there already is left as it is.</summary>
    Task InsertAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);
}
