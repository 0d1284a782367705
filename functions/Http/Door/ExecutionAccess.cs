using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Door;

/// <summary>An execution that a path names; another caller's is as if it were not there.</summary>
public sealed class ExecutionAccess(IExecutionStore store)
{
    public static Problem NotFound(string executionId) =>
        Problem.Of(ErrorCodes.ExecutionNotFound, $"There is no execution \"{executionId}\" of yours.");

    /// <returns>Null where there is none that the caller may see.</returns>
    public async Task<Execution?> FindAsync(Caller caller, string executionId, CancellationToken cancellationToken)
    {
        var row = ExecutionId.TryParse(executionId, out var id) ? await store.FindAsync(id, cancellationToken) : null;
        return row is not null && caller.MaySee(row.Caller) ? row : null;
    }
}
