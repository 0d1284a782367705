namespace TlEngine.Keda.Cost;

/// <summary>One limit and how much of it the ceiling uses.</summary>
internal sealed record Bound(string Name, decimal Used, decimal Limit)
{
    public bool Holds => Used <= Limit;

    public decimal Share => Limit == 0 ? (Used == 0 ? 0 : decimal.MaxValue) : Used / Limit;
}
