using System.Runtime.InteropServices;

namespace TlEngine.Engines.Track.Clean;

/// <summary>Ends of chains that nothing has continued for a while: few, the best of them.</summary>
internal sealed class ChainEnds
{
    private const int Most = 64;

    private readonly List<int> _ends = new(Most);

    public ReadOnlySpan<int> Span => CollectionsMarshal.AsSpan(_ends);

    /// <summary>Notes an end; when there is no room the one with the lowest score goes, the oldest of equals.</summary>
    public void Add(int fix, ReadOnlySpan<int> scores)
    {
        if (_ends.Count < Most)
        {
            _ends.Add(fix);
            return;
        }

        var worst = 0;
        for (var i = 1; i < _ends.Count; i++)
        {
            worst = scores[_ends[i]] < scores[_ends[worst]] ? i : worst;
        }

        if (scores[fix] >= scores[_ends[worst]])
        {
            _ends.RemoveAt(worst);
            _ends.Add(fix);
        }
    }
}
