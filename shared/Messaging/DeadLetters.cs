using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Observability;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Messaging;

/// <summary>
/// Gives up: first the row, which stays, then a copy in <c>engine:tasks:dead</c>. A copy that cannot be published now is owed by its row,
/// and <see cref="RelayAsync"/> brings it later.
/// </summary>
internal sealed partial class DeadLetters : IAsyncDisposable
{
    /// <summary>A body may have 10 MB.</summary>
    private const int Batch = 16;

    private readonly IDeadLetterStore _store;
    private readonly IMessageBroker _broker;
    private readonly TimeProvider _time;
    private readonly ILogger<DeadLetters> _logger;
    private readonly GroupCommit<DeadLetter, bool> _group;

    public DeadLetters(IDeadLetterStore store, IMessageBroker broker, TimeProvider time, ILogger<DeadLetters> logger)
    {
        _store = store;
        _broker = broker;
        _time = time;
        _logger = logger;
        _group = new GroupCommit<DeadLetter, bool>(PublishGroupAsync);
    }

    /// <summary>Publishes the letter that the database wrote when the execution failed, soon; nobody waits. Nothing to do where a caller
    /// has its failure as the answer.</summary>
    public void Enqueue(Execution failed)
    {
        if (failed.Status == ExecutionStatus.Failed && (failed.MaxAttempts > 1 || failed.Source != ExecutionSource.Http))
        {
            var letter = LetterOf(failed);
            Count(letter);
            _ = _group.AddAsync(letter, CancellationToken.None);
        }
    }

    /// <summary>Records a message that never became an execution. Once this returns it may be acknowledged.</summary>
    public async Task RecordAsync(
        string queue, IncomingMessage message, string caller, Refusal refusal, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var letter = new DeadLetter(
            Guid.CreateVersion7(now), queue, refusal.Code, Explain(refusal), null, 0, caller, message.Body, now);
        await _store.InsertAsync([letter], cancellationToken);
        Count(letter);
        await _group.AddAsync(letter, cancellationToken);
    }

    /// <summary>Publishes what could not be published before.</summary>
    /// <param name="grace">The time that a process has to publish its own.</param>
    public async Task<int> RelayAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var total = 0;
        while (await _store.FindUnpublishedAsync(grace, Batch, cancellationToken) is { Count: > 0 } owed)
        {
            try
            {
                await PublishAsync(owed, cancellationToken);
            }
            catch (UndeliverableMessageException)
            {
                // Somebody deleted the dead queue: what makes it again is the topology.
                await _broker.DeclareTopologyAsync(cancellationToken);
                await PublishAsync(owed, cancellationToken);
            }

            total += owed.Count;
        }

        return total;
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private static void Count(DeadLetter letter) =>
        Instruments.DeadLetters.Add(1, new KeyValuePair<string, object?>("error_code", letter.Code));

    private static DeadLetter LetterOf(Execution failed) => new(
        failed.Id.Value,
        Topology.QueueOf(failed.Priority),
        failed.Error?.Code ?? ErrorCodes.Internal,
        failed.Error?.Message ?? "",
        failed.Id,
        failed.Attempts,
        failed.Caller,
        System.Text.Encoding.UTF8.GetBytes($$"""{"execution_id":"{{failed.Id}}"}"""),
        failed.FinishedAt ?? failed.CreatedAt);

    private async Task<IReadOnlyList<bool>> PublishGroupAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(letters, cancellationToken);
            return [.. letters.Select(_ => true)];
        }
        catch (Exception exception) when (exception is DependencyUnavailableException or UndeliverableMessageException)
        {
            LeftToRelay(_logger, letters.Count, exception);
            return [.. letters.Select(_ => false)];
        }
    }

    private async Task PublishAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        await _broker.PublishAsync([.. letters.Select(ToMessage)], cancellationToken);
        await _store.MarkPublishedAsync([.. letters.Select(letter => letter.Id)], cancellationToken);
    }

    private static OutgoingMessage ToMessage(DeadLetter letter)
    {
        var headers = new Dictionary<string, string>
        {
            ["x-error-code"] = letter.Code,
            ["x-error-reason"] = letter.Reason,
            ["x-queue"] = letter.Queue,
        };
        if (letter.ExecutionId is { } id)
        {
            headers["x-execution-id"] = id.ToString();
        }

        var properties = new MessageProperties
        {
            MessageId = letter.Id.ToString(),
            ContentType = "application/json",
            Headers = headers,
            Numbers = new Dictionary<string, long> { ["x-attempts"] = letter.Attempts },
        };
        return new OutgoingMessage("", Topology.Dead, letter.Body, properties);
    }

    private static string Explain(Refusal refusal)
    {
        var faults = refusal.Errors is { Count: > 0 } errors
            ? string.Concat(errors.Take(5).Select(error => $" {error.Pointer} {error.Detail.TrimEnd('.')}.")) : "";
        var text = refusal.Detail + faults;
        return text.Length <= 1000 ? text : text[..1000];
    }

    [LoggerMessage(1202, LogLevel.Warning, "{Count} dead letters could not be put into the dead queue now; the recovery will relay them.")]
    private static partial void LeftToRelay(ILogger logger, int count, Exception exception);
}
