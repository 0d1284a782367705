using TlEngine.Executions;
using TlEngine.Executions.Offload;

namespace TlEngine.Storage.Embedded;

/// <summary>Where an input's bytes are: in its row, or beside it in the table <c>execution_inputs</c>.</summary>
internal static class ExecutionInput
{
    /// <summary>The bytes wherever they are, of a row of <c>executions</c>.</summary>
    public const string Column =
        "iif(length(input_bytes) = 0, ifnull((SELECT bytes FROM execution_inputs WHERE execution_id = id), input_bytes), input_bytes)";

    // Four of the database's pages. Below, a second table costs more than writing the bytes again.
    private const int LongestInRow = 16 * 1024;

    private const string InsertSql = "INSERT INTO execution_inputs (execution_id, bytes) VALUES (?1, ?2)";
    private const string CopySql =
        "INSERT INTO execution_inputs (execution_id, bytes) SELECT ?2, bytes FROM execution_inputs WHERE execution_id = ?1";

    /// <summary>What the row holds of an input.</summary>
    public static ReadOnlyMemory<byte>? InRow(Payload input) => IsBeside(input) ? ReadOnlyMemory<byte>.Empty : input.Bytes;

    /// <summary>Inserts what the row does not hold.</summary>
    public static void InsertRest(SqliteSession session, ExecutionId id, Payload input)
    {
        if (IsBeside(input))
        {
            session.Execute(InsertSql, id.Value, input.Bytes);
        }
    }

    /// <summary>Gives the copy of a row what the original does not hold itself.</summary>
    public static void CopyRest(SqliteSession session, ExecutionId original, ExecutionId copy) =>
        session.Execute(CopySql, original.Value, copy.Value);

    // Past the threshold the row keeps them only until the file store is back.
    private static bool IsBeside(Payload input) => input.Bytes is { Length: > LongestInRow and <= PayloadOffload.Threshold };
}
