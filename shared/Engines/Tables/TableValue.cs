using TlEngine.Engines.Json;

namespace TlEngine.Engines.Tables;

/// <summary>Reads one value. null is a measurement that failed: writers of JSON turn NaN into it.</summary>
internal static class TableValue
{
    /// <summary>Takes the next value into a column. False where its type is wrong: nothing is taken then.</summary>
    public static bool TryRead(ref Utf8Scanner scanner, MemberKind kind, TableColumns columns, int column, int row)
    {
        if (kind == MemberKind.Time)
        {
            var read = scanner.TryTime(out var ticks) || scanner.TryLiteral("null"u8);
            columns.SetTime(row, ticks);
            return read;
        }

        if (!TryMeasurement(ref scanner, kind, out var value))
        {
            return false;
        }

        columns.Set(column, row, value);
        return true;
    }

    private static bool TryMeasurement(ref Utf8Scanner scanner, MemberKind kind, out double value)
    {
        if (kind == MemberKind.Flag)
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
