namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// The edges of a ring or a line, sorted into bands of latitude so that a place is compared with the few beside it. Edges are straight in
/// longitude and latitude (RFC 7946, 3.1.1), so that a vertex more on one of them changes nothing.
/// </summary>
internal sealed class Edges
{
    /// <summary>In degrees, a micrometre on the ground.</summary>
    public const double Tolerance = 1e-11;

    private const int EdgesPerBand = 4;
    private const int MostBands = 8192;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly int[] _starts;
    private readonly int[] _items;
    private readonly double _bandsPerDegree;

    /// <param name="x">Unrolled longitudes of the vertices, two at least.</param>
    /// <param name="y">Their latitudes.</param>
    public Edges(double[] x, double[] y)
    {
        (_x, _y) = (x, y);
        Box = Box.Around(x, y);
        Middle = (Box.West + Box.East) / 2;
        var bands = Math.Clamp((x.Length - 1) / EdgesPerBand, 1, MostBands);
        var height = Box.North - Box.South;

        // Edges that each run through many bands would fill the memory: fewer bands then.
        for (; ; bands = (bands + 1) / 2)
        {
            _bandsPerDegree = height > 0 ? bands / height : 0;
            _starts = new int[bands + 1];
            if (CountEdges() <= 8L * x.Length || bands == 1)
            {
                break;
            }
        }

        _items = Fill();
    }

    public Box Box { get; }

    /// <summary>How many there are.</summary>
    public int Count => _x.Length - 1;

    /// <summary>The longitude in the middle of them.</summary>
    public double Middle { get; }

    public int Bands => _starts.Length - 1;

    /// <summary>A longitude turned round the earth until it is beside these edges; unchanged, to the bit, where it is already.</summary>
    public double Beside(double longitude) => Math.Abs(Middle - longitude) <= 180
        ? longitude
        : longitude + (360 * Math.Round((Middle - longitude) / 360));

    /// <summary>Whether a place, its longitude turned, is in their box or on its line.</summary>
    public bool IsBeside(double latitude, double x) => latitude >= Box.South - Tolerance && latitude <= Box.North + Tolerance
        && x >= Box.West - Tolerance && x <= Box.East + Tolerance;

    public int BandOf(double latitude) => (int)Math.Clamp((latitude - Box.South) * _bandsPerDegree, 0, Bands - 1);

    /// <summary>The edges that may come within <see cref="Tolerance"/> of the band.</summary>
    public ReadOnlySpan<int> InBand(int band) => _items.AsSpan(_starts[band].._starts[band + 1]);

    public (double X1, double Y1, double X2, double Y2) this[int edge] => (_x[edge], _y[edge], _x[edge + 1], _y[edge + 1]);

    public Box BoxOf(int edge) => new(
        Math.Min(_y[edge], _y[edge + 1]), Math.Min(_x[edge], _x[edge + 1]),
        Math.Max(_y[edge], _y[edge + 1]), Math.Max(_x[edge], _x[edge + 1]));

    /// <summary>The edges whose boxes meet this one, each once.</summary>
    public IEnumerable<int> Meeting(Box box)
    {
        var first = BandOf(box.South);
        for (var (band, last) = (first, BandOf(box.North)); band <= last; band++)
        {
            for (var i = _starts[band]; i < _starts[band + 1]; i++)
            {
                // One of several bands is taken in the first of them.
                var edge = _items[i];
                if (box.Meets(BoxOf(edge)) && band == Math.Max(first, BandsOf(edge).First))
                {
                    yield return edge;
                }
            }
        }
    }

    /// <summary>Whether a place is so many metres from an edge at most.</summary>
    public bool AnyNear(double latitude, double longitude, double metres, Metric metric)
    {
        var around = new Box(latitude, Beside(longitude), latitude, Beside(longitude)).Grow(metres, metric);
        for (var turn = -360; turn <= 360; turn += 360)
        {
            var box = around with { West = around.West + turn, East = around.East + turn };
            if (box.Meets(Box) && AnyNear(latitude, Beside(longitude) + turn, box, metres, metric))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The distance of a place from an edge in metres. The nearest point is found in the flat frame of the place, then measured.
    /// </summary>
    public double DistanceTo(int edge, double latitude, double x, Metric metric)
    {
        var (nearX, nearY) = Nearest(edge, latitude, x, Metric.Aspect(latitude));
        return metric.Between(latitude, x, nearY, nearX);
    }

    private bool AnyNear(double latitude, double x, Box box, double metres, Metric metric)
    {
        var aspect = Metric.Aspect(latitude);
        foreach (var edge in Meeting(box))
        {
            var (nearX, nearY) = Nearest(edge, latitude, x, aspect);
            if (metric.Within(latitude, x, nearY, nearX, metres))
            {
                return true;
            }
        }

        return false;
    }

    private (double X, double Y) Nearest(int edge, double latitude, double x, double aspect)
    {
        var (x1, y1, x2, y2) = this[edge];
        var (dx, dy) = ((x2 - x1) * aspect, y2 - y1);
        var square = (dx * dx) + (dy * dy);

        // An edge without length is a point: the division would be 0/0.
        var share = square > 0 ? ((((x - x1) * aspect * dx) + ((latitude - y1) * dy)) / square) : 0;
        return share <= 0 ? (x1, y1) : share >= 1 ? (x2, y2) : (x1 + (share * (x2 - x1)), y1 + (share * (y2 - y1)));
    }

    private (int First, int Last) BandsOf(int edge)
    {
        var box = BoxOf(edge);
        return (BandOf(box.South - Tolerance), BandOf(box.North + Tolerance));
    }

    private long CountEdges()
    {
        var total = 0L;
        for (var edge = 0; edge < _x.Length - 1; edge++)
        {
            var (first, last) = BandsOf(edge);
            total += last - first + 1;
        }

        return total;
    }

    private int[] Fill()
    {
        for (var edge = 0; edge < _x.Length - 1; edge++)
        {
            for (var (band, last) = BandsOf(edge); band <= last; band++)
            {
                _starts[band + 1]++;
            }
        }

        for (var band = 0; band < Bands; band++)
        {
            _starts[band + 1] += _starts[band];
        }

        var items = new int[_starts[Bands]];
        var next = _starts[..Bands];
        for (var edge = 0; edge < _x.Length - 1; edge++)
        {
            for (var (band, last) = BandsOf(edge); band <= last; band++)
            {
                items[next[band]++] = edge;
            }
        }

        return items;
    }
}
