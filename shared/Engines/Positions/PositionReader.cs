using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>
/// Reads <c>positions</c>: an array of rows or an object of columns. Every fault is reported; bad measurements are no faults.
/// </summary>
internal static class PositionReader
{
    public const string Member = "positions";
    public const string Pointer = "/" + Member;
    public const string Expected = "an array of positions, or an object of columns";

    // A row of time, latitude and longitude with spare digits; a row is seldom shorter.
    private const int BytesPerPosition = 64;

    /// <summary>Takes the next value. Null where it is neither of the two.</summary>
    public static PositionColumns? Read(ref Utf8Scanner scanner, InputErrors errors)
    {
        switch (scanner.Peek())
        {
            case (byte)'[':
                var rows = new PositionColumns(scanner.Json.Length / BytesPerPosition);
                new RowReader(rows, errors).Read(ref scanner);
                return rows;
            case (byte)'{':
                var columns = new PositionColumns(scanner.Json.Length / BytesPerPosition);
                new ColumnReader(columns, errors).Read(ref scanner);
                return columns;
            default:
                errors.AddUnexpected(Pointer, scanner.Skip(), Expected);
                return null;
        }
    }
}
