namespace TlEngine.Engines.Statistics;

/// <summary>
/// Order statistics without a full sort, on a part of an array: Hoare's quickselect with a median of three as the pivot. An input that
/// defeats the pivots is sorted instead, so that no input takes more than n·log n.
/// </summary>
internal static class Selection
{
    private const int SmallEnoughToSort = 24;

    /// <summary>Moves the value of a rank (from 0) to its place, smaller ones before it and larger ones behind. No NaN.</summary>
    public static double Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        for (var rounds = 2 * (int.Log2(values.Length) + 1); high - low >= SmallEnoughToSort && rounds > 0; rounds--)
        {
            var (left, right) = Partition(values, low, high);
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

    /// <summary>
    /// Splits into values up to the pivot, ending at Right, and from the pivot, starting at Left; what is between them is the pivot.
    /// </summary>
    private static (int Left, int Right) Partition(Span<double> values, int low, int high)
    {
        var pivot = MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
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
