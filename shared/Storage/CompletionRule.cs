using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>What the holder of a claim may write.</summary>
internal static class CompletionRule
{
    /// <summary>The status that a completion leads to. Throws where the event is none that ends an attempt.</summary>
    public static ExecutionStatus Target(Completion completion) =>
        completion.Event
            is ExecutionEvent.Succeed or ExecutionEvent.Fail or ExecutionEvent.Retry or ExecutionEvent.Release or ExecutionEvent.Cancel
        && ExecutionTransitions.Next(ExecutionStatus.Running, completion.Event) is { } next
            ? next
            : throw new ArgumentException(
                $"{completion.Event} does not end an attempt; use Succeed, Fail, Retry, Release or Cancel.", nameof(completion));
}
