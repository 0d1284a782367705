using TlEngine.Engines.Json;

namespace TlEngine.Engines.Tables;

/// <summary>Reads a table of either form. Every fault is reported; bad measurements are no faults.</summary>
internal static class TableReader
{
    /// <summary>Takes the next value. Null where it is no table; without rows where it has a fault.</summary>
    /// <param name="create">Makes columns for as many rows as are expected.</param>
    public static TColumns? Read<TColumns>(ref Utf8Scanner scanner, InputErrors errors, Table table, Func<int, TColumns> create)
        where TColumns : TableColumns
    {
        var first = scanner.Peek();
        if (first is not ((byte)'[' or (byte)'{'))
        {
            errors.AddUnexpected(table.Pointer, scanner.Skip(), table.Expected);
            return null;
        }

        var errorsBefore = errors.Count;
        var columns = create(scanner.Json.Length / table.BytesPerRow);
        var rows = first == (byte)'['
            ? new RowReader(table, columns, errors).Read(ref scanner)
            : new ColumnReader(table, columns, errors).Read(ref scanner);
        columns.Count = errors.Count == errorsBefore ? rows : 0;
        return columns;
    }
}
