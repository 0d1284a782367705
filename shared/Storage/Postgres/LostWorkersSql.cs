using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

/// <summary>The error columns of an update <c>e</c> whose new status is <c>d.next</c>.</summary>
internal static class LostWorkersSql
{
    private static readonly int Failed = StatusSql.To(ExecutionEvent.Fail);

    /// <summary>Writes <see cref="LostWorkers"/> where the row fails, and leaves the error of an earlier attempt elsewhere.</summary>
    public static string Assignments { get; } =
        $"""
        error_code = CASE WHEN d.next = {Failed} THEN '{LostWorkers.Code}' ELSE e.error_code END,
            error_message = CASE WHEN d.next = {Failed} THEN '{LostWorkers.Message}' ELSE e.error_message END,
            error_retriable = CASE WHEN d.next = {Failed} THEN false ELSE e.error_retriable END,
            error_attempt = CASE WHEN d.next = {Failed} THEN e.attempts ELSE e.error_attempt END,
            error_inputs = CASE WHEN d.next = {Failed} THEN NULL ELSE e.error_inputs END
        """;
}
