namespace TlEngine.Engines.Route.Eta;

/// <summary>The nearest few of many projections, in no order. Reused from place to place.</summary>
internal sealed class NearestProjections
{
    /// <summary>A route that passes one place more often is a scribble.</summary>
    public const int Most = 24;

    private readonly Projection[] _items = new Projection[Most];
    private int _worst;

    public int Count { get; private set; }

    public ReadOnlySpan<Projection> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(Projection found)
    {
        if (Count < Most)
        {
            _items[Count] = found;
            _worst = Count == 0 || found.Offset > _items[_worst].Offset ? Count : _worst;
            Count++;
            return;
        }

        if (found.Offset >= _items[_worst].Offset)
        {
            return;
        }

        _items[_worst] = found;
        for (var i = 0; i < Most; i++)
        {
            _worst = _items[i].Offset > _items[_worst].Offset ? i : _worst;
        }
    }
}
