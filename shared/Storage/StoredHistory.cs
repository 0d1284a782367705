using System.Globalization;
using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage;

/// <summary>The column <c>history</c>: the triggers of both databases write it, this reads it.</summary>
internal static class StoredHistory
{
    /// <param name="row">A row that is older than the column has no lines; its status is the one event known of it.</param>
    public static ExecutionStory Read(Execution row, string lines) =>
        new(row, lines.Length == 0 ? [Last(row)] : [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]);

    private static HistoryEntry Parse(string line)
    {
        var fields = line.Split('\t');
        return new HistoryEntry(
            Number(fields[0]),
            (ExecutionStatus)Number(fields[1]),
            StoredTime.Time(long.Parse(fields[2], CultureInfo.InvariantCulture)),
            Number(fields[3]),
            fields.Length > 4 && fields[4].Length > 0 ? fields[4] : null,
            fields.Length > 5 ? fields[5] : null);
    }

    private static HistoryEntry Last(Execution row) =>
        new(1, row.Status, row.FinishedAt ?? row.StartedAt ?? row.CreatedAt, row.Attempts, row.Error?.Code, row.Error?.Message);

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
