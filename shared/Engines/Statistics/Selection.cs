namespace TlEngine.Engines.Statistics;

/// <summary>
/// Order statistics without a full sort, on a part of an array: Hoare's quickselect with a median of three as the pivot, in a large part
/// with the value of a sample that is likely to be next to the wanted one (Floyd and Rivest, "Expected time bounds for selection", 1975).
/// An input that defeats the pivots is sorted instead, so that no input takes more than n·log n.
/// </summary>
internal static class Selection
{
    private const int SmallEnoughToSort = 24;
    private const int LargeEnoughToSample = 600;

    /// <summary>Moves the value of a rank (from 0) to its place, smaller ones before it and larger ones behind. No NaN.</summary>
    public static double Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        for (var rounds = 2 * (int.Log2(values.Length) + 1); high - low >= SmallEnoughToSort && rounds > 0; rounds--)
        {
            var (left, right) = Partition(values, low, high, Pivot(values, low, high, rank));
            if (rank <= right)
            {
                high = right;
            }
            else if (rank >= left)
            {
                low = left;
            }
            else
            {
                return values[rank];
            }
        }

        values[low..(high + 1)].Sort();
        return values[rank];
    }

    private static double Pivot(Span<double> values, int low, int high, int rank)
    {
        double count = high - low + 1;
        if (count < LargeEnoughToSample)
        {
            return MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
        }

        // A little to the side of the wanted one, so that the next part is the smaller one with the wanted one in it.
        var share = (rank - low + 1) / count;
        var sample = Math.Pow(count, 2.0 / 3) / 2;
        var aside = Math.Sqrt(Math.Log(count) * sample * (1 - (sample / count))) / 2 * (share < 0.5 ? -1 : 1);
        var first = Math.Max(low, (int)(rank - (share * sample) + aside));
        var last = Math.Min(high, (int)(rank + ((1 - share) * sample) + aside));
        return Select(values[first..(last + 1)], rank - first);
    }

    /// <summary>
    /// Splits into values up to the pivot, ending at Right, and from the pivot, starting at Left; what is between them is the pivot.
    /// </summary>
    private static (int Left, int Right) Partition(Span<double> values, int low, int high, double pivot)
    {
        var (left, right) = (low, high);
        while (left <= right)
        {
            while (values[left] < pivot)
            {
                left++;
            }

            while (values[right] > pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }

        return (left, right);
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
