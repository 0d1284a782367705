namespace TlEngine.Engines.Track.Summary;

/// <summary>A quantile near 1, of which only the largest values need to be known.</summary>
internal static class HighQuantile
{
    /// <summary>Type 7 of Hyndman and Fan (1996): linear between the order statistics around (n - 1)·p.</summary>
    /// <param name="values">At least one, no NaN.</param>
    public static double Of(ReadOnlySpan<double> values, double p)
    {
        var position = (values.Length - 1) * p;
        var below = (int)position;
        var wanted = values.Length - below;
        if (wanted == 1)
        {
            return Largest(values);
        }

        var largest = new PriorityQueue<double, double>(wanted);
        foreach (var value in values[..wanted])
        {
            largest.Enqueue(value, value);
        }

        var least = largest.Peek();
        foreach (var value in values[wanted..])
        {
            if (value > least)
            {
                largest.DequeueEnqueue(value, value);
                least = largest.Peek();
            }
        }

        var low = largest.Dequeue();
        return largest.Count == 0 ? low : low + ((position - below) * (largest.Peek() - low));
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
