using TlEngine.Engines.Track;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Route.Eta;

/// <summary>A route with its length up to each vertex, in blocks of segments that are left out where a place is far from them.</summary>
internal sealed class RouteLine
{
    private const int SegmentsPerBlock = 32;

    private readonly double[] _latitudes;
    private readonly double[] _longitudes;
    private readonly double[] _along;
    private readonly RouteBlock[] _blocks;
    private readonly TrackParameters _parameters;

    public RouteLine(RouteShape shape, TrackParameters parameters)
    {
        _parameters = parameters;
        var count = shape.Latitudes.Length;
        _latitudes = shape.Latitudes;
        _longitudes = new double[count];
        _along = new double[count];
        var legs = new double[count];
        parameters.Distance.Legs(shape.Latitudes, shape.Longitudes, legs);
        for (var i = 0; i < count; i++)
        {
            // Unrolled, so that a segment over the 180th meridian is as any other.
            _longitudes[i] = i == 0
                ? shape.Longitudes[0]
                : _longitudes[i - 1] + Longitude.Difference(shape.Longitudes[i - 1], shape.Longitudes[i]);
            _along[i] = i == 0 ? 0 : _along[i - 1] + legs[i - 1];
        }

        var segments = Math.Max(count - 1, 1);
        _blocks = new RouteBlock[(segments + SegmentsPerBlock - 1) / SegmentsPerBlock];
        for (var i = 0; i < _blocks.Length; i++)
        {
            var first = i * SegmentsPerBlock;
            _blocks[i] = RouteBlock.Of(_latitudes, _longitudes, first, Math.Min(first + SegmentsPerBlock, segments));
        }
    }

    public double Length => _along[^1];

    /// <summary>Finds the places of the route that are local minima of the distance to a place, within a radius.</summary>
    public void Project(double latitude, double longitude, double radius, NearestProjections found)
    {
        found.Clear();
        var frame = LocalFrame.At(latitude, _parameters);
        var ended = -1;
        foreach (var block in _blocks)
        {
            var x = longitude + (360 * Math.Round((block.Middle - longitude) / 360));
            if (!block.IsNear(latitude, x, radius, frame))
            {
                continue;
            }

            for (var i = block.First; i < block.End; i++)
            {
                ended = Project(i, latitude, x, radius, frame, ended, found);
            }
        }
    }

    /// <summary>The distance from a place to the place so far along the route.</summary>
    public double Offset(double latitude, double longitude, double along)
    {
        var found = Array.BinarySearch(_along, along);
        var i = Math.Clamp((found < 0 ? ~found : found) - 1, 0, Math.Max(_along.Length - 2, 0));
        var next = Math.Min(i + 1, _along.Length - 1);
        var length = _along[next] - _along[i];
        var share = length > 0 ? Math.Clamp((along - _along[i]) / length, 0, 1) : 0;
        return _parameters.Distance.Between(
            latitude,
            longitude,
            _latitudes[i] + (share * (_latitudes[next] - _latitudes[i])),
            Longitude.Wrap(_longitudes[i] + (share * (_longitudes[next] - _longitudes[i]))));
    }

    /// <summary>
    /// Adds a segment's nearest place if it is inside the segment, or at a vertex that both its segments are nearest at. Returns the
    /// segment if its nearest place is its end, else what it was given.
    /// </summary>
    private int Project(
        int i, double latitude, double longitude, double radius, in LocalFrame frame, int ended, NearestProjections found)
    {
        var next = Math.Min(i + 1, _along.Length - 1);
        var (x, y) = ((longitude - _longitudes[i]) * frame.East, (latitude - _latitudes[i]) * frame.North);
        var (dx, dy) = ((_longitudes[next] - _longitudes[i]) * frame.East, (_latitudes[next] - _latitudes[i]) * frame.North);
        var square = (dx * dx) + (dy * dy);
        var share = square > 0 ? Math.Clamp(((x * dx) + (y * dy)) / square, 0, 1) : 0;
        if (share == 1 && next < _along.Length - 1)
        {
            return i;
        }

        if (share > 0 || i == 0 || ended == i - 1)
        {
            var (east, north) = (x - (share * dx), y - (share * dy));
            var offset = Math.Sqrt((east * east) + (north * north));
            if (offset <= radius)
            {
                found.Add(new Projection(_along[i] + (share * (_along[next] - _along[i])), offset));
            }
        }

        return ended;
    }
}
