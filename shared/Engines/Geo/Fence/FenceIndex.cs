using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Which fences a leg may meet: an STR-tree of their boxes, each turned round the earth to wherever a leg can be.</summary>
internal sealed class FenceIndex : IItemVisitor<int>
{
    // A leg starts in [-180, 180) and goes half round at most.
    private const double Furthest = 360;

    private readonly STRtree<int> _tree = new();
    private readonly List<int> _found = [];

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
        _found.Clear();
        var atPole = Math.Max(Math.Abs(leg.FromLatitude), Math.Abs(leg.ToLatitude)) >= 90;
        var (west, east) = atPole ? (-Furthest, Furthest) : (leg.Box.West, leg.Box.East);
        _tree.Query(new Envelope(west, east, leg.Box.South, leg.Box.North), this);
        return _found;
    }

    void IItemVisitor<int>.VisitItem(int item) => _found.Add(item);

    private void Insert(in Box box, int fence)
    {
        // The least turn that brings its east over the west end.
        for (var turn = 360 * Math.Ceiling((-Furthest - box.East) / 360); box.West + turn <= Furthest; turn += 360)
        {
            _tree.Insert(new Envelope(box.West + turn, box.East + turn, box.South, box.North), fence);
        }
    }
}
