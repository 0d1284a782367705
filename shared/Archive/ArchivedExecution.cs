using System.Text.Json.Serialization;
using TlEngine.Executions;

namespace TlEngine.Archive;

/// <summary>A finished execution as one line of an archive: all that its row holds, with the bytes of its payloads.</summary>
/// <param name="Row">Its payloads have bytes; one that was kept in a file names the file as well.</param>
/// <param name="History">The column of that name, as it is.</param>
/// <param name="Events">How many events there were.</param>
/// <param name="ReplayedAt">When a replay of it was made.</param>
public sealed record ArchivedExecution(Execution Row, Guid? ScheduleId, string History, int Events, DateTimeOffset? ReplayedAt)
{
    public ExecutionId Id => Row.Id;

    /// <summary>The UTC day in whose archive it belongs.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Row.FinishedAt!.Value.UtcDateTime);

    /// <summary>The files that hold its payloads.</summary>
    [JsonIgnore]
    public IEnumerable<Payload> Filed => new[] { Row.Input, Row.Result }.OfType<Payload>().Where(payload => payload.FileKey is not null);
}
