namespace TlEngine.Engines.Tables;

/// <summary>
/// What a table is in JSON: an array of rows, or an object of columns of equal length. Each row is a time and numbers of that time; null is
/// a measurement that failed.
/// </summary>
internal sealed class Table
{
    /// <param name="name">The member of <c>data</c> that it is.</param>
    /// <param name="rows">What its rows are called.</param>
    /// <param name="bytesPerRow">As few as a row seldom has.</param>
    /// <param name="members">Time first; the order of the columns.</param>
    public Table(string name, string rows, int bytesPerRow, params TableMember[] members)
    {
        Pointer = "/" + name;
        Expected = $"an array of {rows}, or an object of columns";
        BytesPerRow = bytesPerRow;
        Members = members;
        Names = string.Join(", ", members.Select(member => member.Name));
        for (var column = 0; column < members.Length; column++)
        {
            Required |= members[column].Required ? 1 << column : 0;
        }
    }

    public string Pointer { get; }

    /// <summary>What it must be, for error messages.</summary>
    public string Expected { get; }

    public int BytesPerRow { get; }

    public TableMember[] Members { get; }

    public string Names { get; }

    /// <summary>A bit for each column that every row has.</summary>
    public int Required { get; }

    /// <summary>The column of this name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var column = 0; column < Members.Length; column++)
        {
            if (Members[column].Is(name))
            {
                return column;
            }
        }

        return -1;
    }
}
