namespace TlEngine.Engines.Series.Aggregate;

/// <summary>Gives the buckets without points what gap_fill says.</summary>
internal sealed class Filler(AggregateParameters parameters)
{
    public void Fill(List<Row> rows)
    {
        if (parameters.GapFill is not (GapFill.Locf or GapFill.Linear))
        {
            return;
        }

        // The first and the last bucket have points.
        for (int before = 0, after; before < rows.Count - 1; before = after)
        {
            after = before + 1;
            while (rows[after].Filled)
            {
                after++;
            }

            for (var i = before + 1; i < after; i++)
            {
                Fill(rows[i], rows[before], rows[after]);
            }
        }
    }

    private void Fill(Row row, Row before, Row after)
    {
        var share = (row.Bucket.Start - before.Bucket.Start) / (double)(after.Bucket.Start - before.Bucket.Start);
        for (var i = 0; i < row.Values.Length; i++)
        {
            if (double.IsNaN(row.Values[i]) && IsFilled(parameters.Statistics[i]))
            {
                var (low, high) = (before.Values[i], after.Values[i]);
                row.Values[i] = parameters.GapFill == GapFill.Locf || low == high ? low : (low * (1 - share)) + (high * share);
            }
        }
    }

    /// <summary>Where a counter went is known or not; it is not made up.</summary>
    private static bool IsFilled(Statistic statistic) => statistic is not (Statistic.Increase or Statistic.RatePerS);
}
