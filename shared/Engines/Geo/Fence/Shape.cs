namespace TlEngine.Engines.Geo.Fence;

/// <summary>What a fence encloses. Its boundary is inside.</summary>
internal abstract class Shape
{
    /// <summary>Boxes that together hold it.</summary>
    public abstract IEnumerable<Box> Boxes(Metric metric);

    public abstract bool Contains(double latitude, double longitude, Metric metric);

    /// <summary>Whether a place outside is so many metres from it at most.</summary>
    public abstract bool IsNear(double latitude, double longitude, double metres, Metric metric);

    /// <summary>Adds every share of the way at which the leg meets the boundary; shares where it does not may be among them.</summary>
    public abstract void AddCuts(Leg leg, Metric metric, List<double> cuts);
}
