using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>The failure of an execution whose every attempt ended with its worker gone.</summary>
internal static class LostWorkers
{
    public const string Code = ErrorCodes.Internal;
    public const string Message =
        "Every attempt ended without an outcome: its worker stopped or lost its lease. Replay the execution to try again.";

    public static ExecutionError Error(int attempts) => new(Code, Message, Retriable: false, attempts);
}
