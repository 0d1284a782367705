namespace TlEngine.Keda.Simulation;

/// <summary>Waiting times of one function, in seconds.</summary>
internal sealed class Waits
{
    private readonly List<double> _seconds = [];
    private bool _sorted;

    public int Count => _seconds.Count;
    public double Longest => Quantile(1);

    public void Add(double seconds)
    {
        _seconds.Add(seconds);
        _sorted = false;
    }

    /// <summary>Nearest rank; 0 without any.</summary>
    public double Quantile(double share)
    {
        if (_seconds.Count == 0)
        {
            return 0;
        }

        if (!_sorted)
        {
            _seconds.Sort();
            _sorted = true;
        }

        return _seconds[Math.Clamp((int)Math.Ceiling(share * _seconds.Count) - 1, 0, _seconds.Count - 1)];
    }
}
