using TlEngine.Executions;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>The steps of the pipeline at which a process may die, in their order, and which of them each source takes.</summary>
internal static class CrashPoint
{
    public const string Run = "Run";

    private const string Insert = nameof(IExecutionStore.InsertAsync);
    private const string Fire = nameof(IScheduleStore.FireAsync);
    private const string Publish = nameof(IMessageBroker.PublishAsync);
    private const string Confirm = nameof(IExecutionStore.MarkPublishedAsync);
    private const string Claim = nameof(IExecutionStore.ClaimAsync);
    private const string Commit = nameof(IExecutionStore.FinishAsync);
    private const string Acknowledge = nameof(IMessagePuller.AcknowledgeAsync);

    private static readonly string[] _queued = [Publish, Confirm, Claim, Run, Commit, Acknowledge];

    public static string[] Of(CrashSource source) => source switch
    {
        CrashSource.HttpSync => [Insert, Run, Commit],
        CrashSource.HttpAsync => [Insert, .. _queued],
        // A task is claimed as it is inserted.
        CrashSource.Amqp => [Insert, Run, Commit, Acknowledge],
        CrashSource.Schedule => [Fire, .. _queued],
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "An unknown source."),
    };
}
