namespace TlEngine.Engines.Statistics;

/// <summary>
/// A sum whose error does not grow with the number of its terms: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen", ZAMM 54 (1974), an improvement of Kahan's that holds when a term is larger than the sum.
/// </summary>
internal struct Neumaier
{
    private double _sum;
    private double _lost;

    public readonly double Sum => _sum + _lost;

    public void Add(double term)
    {
        var sum = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }
}
