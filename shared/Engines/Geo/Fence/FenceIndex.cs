using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Which fences a leg may meet: an STR-tree of their boxes, each turned round the earth to wherever a leg can be.</summary>
internal sealed class FenceIndex : IItemVisitor<int>
{
    // A leg starts in [-180, 180) and goes half round at most.
    private const double Furthest = 360;

    // What is around a leg is asked for once for the legs that follow; not among so many fences that going through them takes longer.
    private const double LegsAround = 16;
    private const double LeastAround = 1e-3;
    private const int MostAround = 32;

    private readonly STRtree<int> _tree = new();
    private readonly List<(Box Box, int Fence)> _items = [];
    private readonly List<int> _around = [];
    private readonly List<int> _near = [];
    private Box _known = new(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
    private bool _crowded;

    public FenceIndex(IReadOnlyList<GeoFence> fences, Metric metric)
    {
        for (var i = 0; i < fences.Count; i++)
        {
            foreach (var box in fences[i].Shape.Boxes(metric))
            {
                Insert(box, i);
            }
        }

        _tree.Build();
    }

    /// <summary>Places in the list; a fence of several boxes may be there more than once. Valid until the next call.</summary>
    public IReadOnlyList<int> Near(in Leg leg)
    {
        var box = leg.Box;
        if (Math.Max(Math.Abs(leg.FromLatitude), Math.Abs(leg.ToLatitude)) >= 90)
        {
            // A pole has every longitude.
            box = box with { West = -Furthest, East = Furthest };
        }

        if (!_known.Holds(box))
        {
            Learn(box);
        }

        if (_crowded)
        {
            Query(box);
        }

        _near.Clear();
        foreach (var item in _around)
        {
            if (_items[item].Box.Meets(box))
            {
                _near.Add(_items[item].Fence);
            }
        }

        return _near;
    }

    void IItemVisitor<int>.VisitItem(int item) => _around.Add(item);

    private void Learn(in Box box)
    {
        var (height, width) = ((box.North - box.South) * LegsAround, (box.East - box.West) * LegsAround);
        var (up, aside) = (Math.Max(height, LeastAround), Math.Max(width, LeastAround));
        _known = new Box(box.South - up, box.West - aside, box.North + up, box.East + aside);
        Query(_known);
        _crowded = _around.Count > MostAround;
    }

    private void Query(in Box box)
    {
        _around.Clear();
        _tree.Query(new Envelope(box.West, box.East, box.South, box.North), this);
    }

    private void Insert(in Box box, int fence)
    {
        // The least turn that brings its east over the west end.
        for (var turn = 360 * Math.Ceiling((-Furthest - box.East) / 360); box.West + turn <= Furthest; turn += 360)
        {
            var turned = box with { West = box.West + turn, East = box.East + turn };
            _tree.Insert(new Envelope(turned.West, turned.East, turned.South, turned.North), _items.Count);
            _items.Add((turned, fence));
        }
    }
}
