using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>Reads one measurement. null is one that failed: writers of JSON turn NaN into it.</summary>
internal static class PositionValue
{
    /// <summary>Takes the next value into a column. False where its type is wrong: nothing is taken then.</summary>
    public static bool TryRead(ref Utf8Scanner scanner, PositionColumn column, PositionColumns columns, int row)
    {
        if (column == PositionColumn.Time)
        {
            var read = scanner.TryTime(out var ticks) || scanner.TryLiteral("null"u8);
            columns.SetTime(row, ticks);
            return read;
        }

        if (!TryMeasurement(ref scanner, column, out var value))
        {
            return false;
        }

        columns.Set(column, row, value);
        return true;
    }

    private static bool TryMeasurement(ref Utf8Scanner scanner, PositionColumn column, out double value)
    {
        if (column == PositionColumn.Ignition)
        {
            value = 1;
            if (scanner.TryLiteral("true"u8))
            {
                return true;
            }

            value = 0;
            if (scanner.TryLiteral("false"u8))
            {
                return true;
            }
        }
        else if (scanner.TryNumber(out value))
        {
            return true;
        }

        value = double.NaN;
        return scanner.TryLiteral("null"u8);
    }
}
