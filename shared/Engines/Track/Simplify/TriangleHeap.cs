namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// The fixes that are left by the areas of their triangles, the smallest first, of equals the first fix: a binary heap that knows where
/// each fix is, so that one whose triangle has changed moves instead of standing there twice.
/// </summary>
internal sealed class TriangleHeap
{
    private readonly double[] _areas;
    private readonly int[] _heap;
    private readonly int[] _places;

    /// <param name="areas">Of every fix; the first and the last have none and are not in it. <see cref="Move"/> tells of a change.</param>
    public TriangleHeap(double[] areas)
    {
        _areas = areas;
        _heap = new int[Math.Max(areas.Length - 2, 0)];
        _places = new int[areas.Length];
        Count = _heap.Length;
        for (var place = 0; place < Count; place++)
        {
            Put(place + 1, place);
        }

        for (var place = (Count / 2) - 1; place >= 0; place--)
        {
            Sink(_heap[place], place);
        }
    }

    public int Count { get; private set; }

    /// <summary>The fix of the smallest triangle; there must be one.</summary>
    public int Smallest => _heap[0];

    /// <summary>Takes out the fix of the smallest triangle.</summary>
    public void Drop()
    {
        Count--;
        if (Count > 0)
        {
            Sink(_heap[Count], 0);
        }
    }

    /// <summary>Puts a fix whose triangle has changed where it now belongs.</summary>
    public void Move(int fix)
    {
        var place = _places[fix];
        if (place > 0 && IsBefore(fix, _heap[(place - 1) / 2]))
        {
            Rise(fix, place);
        }
        else
        {
            Sink(fix, place);
        }
    }

    private void Rise(int fix, int place)
    {
        for (; place > 0 && IsBefore(fix, _heap[(place - 1) / 2]); place = (place - 1) / 2)
        {
            Put(_heap[(place - 1) / 2], place);
        }

        Put(fix, place);
    }

    private void Sink(int fix, int place)
    {
        while (true)
        {
            var next = (2 * place) + 1;
            if (next >= Count)
            {
                break;
            }

            next += next + 1 < Count && IsBefore(_heap[next + 1], _heap[next]) ? 1 : 0;
            if (!IsBefore(_heap[next], fix))
            {
                break;
            }

            Put(_heap[next], place);
            place = next;
        }

        Put(fix, place);
    }

    private void Put(int fix, int place) => (_heap[place], _places[fix]) = (fix, place);

    private bool IsBefore(int one, int other) =>
        _areas[one] < _areas[other] || (_areas[one] == _areas[other] && one < other);
}
