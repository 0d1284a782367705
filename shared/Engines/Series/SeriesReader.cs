using TlEngine.Engines.Json;

namespace TlEngine.Engines.Series;

/// <summary>
/// Reads <c>series</c>: an array of rows or an object of columns. Every fault is reported; bad measurements are no faults.
/// </summary>
internal static class SeriesReader
{
    public const string Member = "series";
    public const string Pointer = "/" + Member;
    public const string Expected = "an array of points, or an object of columns";

    // A row with epoch milliseconds; one is seldom shorter.
    private const int BytesPerPoint = 32;

    // Lengths of columns that are none.
    private const int Absent = -1;
    private const int Mistyped = -2;

    /// <summary>Takes the next value. Null where it is neither of the two.</summary>
    public static SeriesColumns? Read(ref Utf8Scanner scanner, InputErrors errors)
    {
        var first = scanner.Peek();
        if (first is not ((byte)'[' or (byte)'{'))
        {
            errors.AddUnexpected(Pointer, scanner.Skip(), Expected);
            return null;
        }

        scanner.TryTake(first);
        var series = new SeriesColumns(scanner.Json.Length / BytesPerPoint);
        if (first == (byte)'[')
        {
            ReadRows(ref scanner, series, errors);
        }
        else
        {
            ReadColumns(ref scanner, series, errors);
        }

        return series;
    }

    private static void ReadRows(ref Utf8Scanner scanner, SeriesColumns series, InputErrors errors)
    {
        var row = 0;
        for (; scanner.NextItem(); row++)
        {
            if (!scanner.TryTake((byte)'{'))
            {
                errors.AddUnexpected($"{Pointer}/{row}", scanner.Skip(), "an object");
                continue;
            }

            var (hasTime, hasValue) = (false, false);
            while (scanner.NextMember(out var name))
            {
                if (name.SequenceEqual("t"u8))
                {
                    hasTime = true;
                    ReadTime(ref scanner, series, row, row, errors);
                }
                else if (name.SequenceEqual("value"u8))
                {
                    hasValue = true;
                    ReadValue(ref scanner, series, row, row, errors);
                }
                else
                {
                    errors.AddUnknown($"{Pointer}/{row}", name, SeriesMember.Names);
                    scanner.Skip();
                }
            }

            if (!hasTime || !hasValue)
            {
                Require(hasTime, $"{row}/{SeriesMember.Time}", SeriesMember.ExpectedTime, errors);
                Require(hasValue, $"{row}/{SeriesMember.Value}", SeriesMember.ExpectedValue, errors);
            }
        }

        series.Count = errors.Count == 0 ? row : 0;
    }

    private static void ReadColumns(ref Utf8Scanner scanner, SeriesColumns series, InputErrors errors)
    {
        var (times, values) = (Absent, Absent);
        while (scanner.NextMember(out var name))
        {
            if (name.SequenceEqual("t"u8))
            {
                times = ReadColumn(ref scanner, series, SeriesMember.Time, errors);
            }
            else if (name.SequenceEqual("value"u8))
            {
                values = ReadColumn(ref scanner, series, SeriesMember.Value, errors);
            }
            else
            {
                errors.AddUnknown(Pointer, name, SeriesMember.Names);
                scanner.Skip();
            }
        }

        Require(times != Absent, SeriesMember.Time, "an array, each item " + SeriesMember.ExpectedTime, errors);
        Require(values != Absent, SeriesMember.Value, "an array, each item " + SeriesMember.ExpectedValue, errors);
        if (times >= 0 && values >= 0 && times != values)
        {
            errors.Add($"{Pointer}/{SeriesMember.Value}", $"{values} values; expected {times}, as many as t has.");
        }

        series.Count = errors.Count == 0 ? times : 0;
    }

    private static int ReadColumn(ref Utf8Scanner scanner, SeriesColumns series, string member, InputErrors errors)
    {
        if (!scanner.TryTake((byte)'['))
        {
            errors.AddUnexpected($"{Pointer}/{member}", scanner.Skip(), "an array");
            return Mistyped;
        }

        var row = 0;
        for (; scanner.NextItem(); row++)
        {
            if (member == SeriesMember.Time)
            {
                row += scanner.TakeTimes(series.TimesFrom(row));
                ReadTime(ref scanner, series, row, -1, errors);
            }
            else
            {
                row += scanner.TakeNumbers(series.ValuesFrom(row));
                ReadValue(ref scanner, series, row, -1, errors);
            }
        }

        return row;
    }

    /// <param name="inRow">The row that the pointer of a fault starts with; -1 where the column comes first.</param>
    private static void ReadTime(ref Utf8Scanner scanner, SeriesColumns series, int row, int inRow, InputErrors errors)
    {
        if (!SeriesMember.TryTime(ref scanner, series, row))
        {
            errors.AddUnexpected(PointerOf(SeriesMember.Time, row, inRow), scanner.Skip(), SeriesMember.ExpectedTime);
        }
    }

    private static void ReadValue(ref Utf8Scanner scanner, SeriesColumns series, int row, int inRow, InputErrors errors)
    {
        if (!SeriesMember.TryValue(ref scanner, series, row))
        {
            errors.AddUnexpected(PointerOf(SeriesMember.Value, row, inRow), scanner.Skip(), SeriesMember.ExpectedValue);
        }
    }

    private static string PointerOf(string member, int row, int inRow) =>
        inRow >= 0 ? $"{Pointer}/{row}/{member}" : $"{Pointer}/{member}/{row}";

    private static void Require(bool found, string pointer, string expected, InputErrors errors)
    {
        if (!found)
        {
            errors.Add($"{Pointer}/{pointer}", $"Missing; expected {expected}.");
        }
    }
}
