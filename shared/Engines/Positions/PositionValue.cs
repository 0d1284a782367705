using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>Reads one measurement.</summary>
internal static class PositionValue
{
    /// <summary>Takes the next value into a column. False where its type is wrong: nothing is taken then.</summary>
    public static bool TryRead(ref Utf8Scanner scanner, PositionColumn column, PositionColumns columns, int row)
    {
        if (column == PositionColumn.Time)
        {
            var read = TryTime(ref scanner, out var ticks);
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

    private static bool TryTime(ref Utf8Scanner scanner, out long ticks)
    {
        if (scanner.TryNumber(out var milliseconds))
        {
            ticks = Rfc3339.FromEpochMilliseconds(milliseconds);
            return true;
        }

        var start = scanner.At;
        if (scanner.TryText(out var text) && Rfc3339.TryParse(text, out ticks))
        {
            return true;
        }

        scanner.At = start;
        ticks = Rfc3339.NoTime;
        return scanner.TryLiteral("null"u8);
    }

    /// <summary>null is a measurement that failed: writers of JSON turn NaN into it.</summary>
    private static bool TryMeasurement(ref Utf8Scanner scanner, PositionColumn column, out double value)
    {
        value = double.NaN;
        if (column == PositionColumn.Ignition)
        {
            value = scanner.TryLiteral("true"u8) ? 1 : scanner.TryLiteral("false"u8) ? 0 : value;
            return !double.IsNaN(value) || scanner.TryLiteral("null"u8);
        }

        return scanner.TryNumber(out value) || Failed(ref scanner, ref value);
    }

    private static bool Failed(ref Utf8Scanner scanner, ref double value)
    {
        value = double.NaN;
        return scanner.TryLiteral("null"u8);
    }
}
