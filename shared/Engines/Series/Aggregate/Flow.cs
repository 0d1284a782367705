using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Aggregate;

/// <summary>What happens in a bucket between points.</summary>
internal struct Flow
{
    private Neumaier _integral;
    private Neumaier _increase;
    private double _reference;
    private bool _counted;

    /// <summary>Of the time in the bucket, what lies between points.</summary>
    public long Covered { get; private set; }

    public int Resets { get; set; }

    public readonly double Mean => Covered == 0 ? double.NaN : _reference + (_integral.Sum / Covered);

    /// <summary>NaN where nothing lies between points.</summary>
    public readonly double Increase => _counted ? _increase.Sum : double.NaN;

    /// <summary>Per tick; NaN where no time lies between points.</summary>
    public readonly double Rate => Covered == 0 ? double.NaN : _increase.Sum / Covered;

    /// <param name="ticks">How long, at least 1.</param>
    /// <param name="mean">Mean of the value in the time.</param>
    public void AddTime(long ticks, double mean)
    {
        // Measured from a value near by, so that the mean of a constant is that constant and large ones keep their digits.
        _reference = Covered == 0 ? mean : _reference;
        _integral.Add((mean - _reference) * ticks);
        Covered += ticks;
    }

    public void AddIncrease(double increase)
    {
        _increase.Add(increase);
        _counted = true;
    }
}
