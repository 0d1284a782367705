namespace TlEngine.Engines.Track.Events;

/// <summary>What the watches of one call found, in the order they found it: that of time.</summary>
internal sealed class EventLog
{
    private readonly List<TrackEvent> _events = [];
    private readonly List<(EventType Type, Episode Episode)> _episodes = [];

    public IReadOnlyList<TrackEvent> Events => _events;

    /// <summary>Those that ended.</summary>
    public IReadOnlyList<(EventType Type, Episode Episode)> Episodes => _episodes;

    public void Add(TrackEvent happened) => _events.Add(happened);

    public void Add(EventType type, Episode ended) => _episodes.Add((type, ended));
}
