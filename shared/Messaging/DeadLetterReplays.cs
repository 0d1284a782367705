using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Executions.Replays;
using TlEngine.Storage;

namespace TlEngine.Messaging;

/// <summary>Gives what was given up another chance, each letter once: an execution is replayed, a message goes back to its queue.</summary>
internal sealed class DeadLetterReplays(
    IDeadLetterStore store, IExecutionList executions, ReplayService replays, EngineCatalogue catalogue, IMessageBroker broker)
{
    private const string AmqpCaller = "amqp:";
    private const string Nobody = "amqp:anonymous";

    /// <summary>A body may have 10 MB.</summary>
    private const int Batch = 16;

    /// <summary>Oldest first. What was done before a dependency went away stays done, and is not done again by the next call.</summary>
    public async Task<IReadOnlyList<ReplayedLetter>> RunAsync(
        Caller caller, DeadLetterFilter filter, int limit, CancellationToken cancellationToken)
    {
        var answers = new List<ReplayedLetter>();
        PageKey? after = null;
        while (answers.Count < limit)
        {
            var letters = await store.FindUnreplayedAsync(filter, after, Math.Min(Batch, limit - answers.Count), cancellationToken);
            if (letters.Count == 0)
            {
                break;
            }

            after = new PageKey(letters[^1].CreatedAt, letters[^1].Id);
            answers.AddRange(await PutBackAsync([.. letters.Where(letter => letter.ExecutionId is null)]));
            answers.AddRange(await ReplayAsync(caller, [.. letters.Where(letter => letter.ExecutionId is not null)], cancellationToken));
        }

        return answers;
    }

    private async Task<IEnumerable<ReplayedLetter>> PutBackAsync(List<DeadLetter> letters)
    {
        if (letters.Count > 0)
        {
            // No token between the two: what is published must be marked. Should the mark fail all the same, the message id makes a second
            // copy the same task.
            await broker.PublishAsync([.. letters.Select(ToMessage)], CancellationToken.None);
            await store.MarkReplayedAsync([.. letters.Select(letter => letter.Id)], CancellationToken.None);
        }

        return letters.Select(letter => new ReplayedLetter(letter.Id, "published", Queue: letter.Queue));
    }

    private async Task<IEnumerable<ReplayedLetter>> ReplayAsync(
        Caller caller, List<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var answers = new List<ReplayedLetter>();
        var originals = new List<Execution>();
        foreach (var letter in letters)
        {
            var original = await executions.FindAsync(letter.ExecutionId!.Value, cancellationToken);
            if (Obstacle(caller, original) is { } obstacle)
            {
                answers.Add(new ReplayedLetter(letter.Id, "skipped", Detail: obstacle));
            }
            else
            {
                originals.Add(original!);
            }
        }

        var made = (await replays.RunAsync(originals, once: true, cancellationToken)).ToDictionary(row => row.ReplayOf!.Value);
        answers.AddRange(originals.Select(original => made.TryGetValue(original.Id, out var row)
            ? new ReplayedLetter(original.Id.Value, "queued", row.Id)
            : new ReplayedLetter(
                original.Id.Value, "skipped", Detail: "Its execution was replayed before, or its input is no longer kept.")));
        return answers;
    }

    private string? Obstacle(Caller caller, Execution? original) => original switch
    {
        null => "Its execution is no longer kept.",
        _ when catalogue.Find(original.EngineId) is null => $"This version of the service has no engine {original.EngineId}.",
        _ when !caller.MayUse(original.EngineId) => $"This key may not use {original.EngineId}.",
        _ => null,
    };

    private static OutgoingMessage ToMessage(DeadLetter letter) => new("", letter.Queue, letter.Body, new MessageProperties
    {
        MessageId = letter.Id.ToString(),
        ContentType = "application/json",
        AppId = letter.Caller is { } caller && caller != Nobody && caller.StartsWith(AmqpCaller, StringComparison.Ordinal)
            ? caller[AmqpCaller.Length..]
            : null,
    });
}
