using System.Globalization;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Events;

/// <summary>Reads <c>state</c>: what a call gave out, whole. Every fault is reported.</summary>
internal sealed class EventStateReader(InputErrors errors)
{
    public const string Member = "state";
    public const string Expected = "the state that the call before gave, or null";
    private const string Pointer = "/" + Member;
    private const double FastestSpeed = 11_200;

    /// <summary>Takes the next value. <see cref="EventState.New"/> for null and for what has a fault.</summary>
    public EventState Read(ref Utf8Scanner scanner)
    {
        if (scanner.TryLiteral("null"u8))
        {
            return EventState.New;
        }

        EventState.LastFix? fix = null;
        bool? ignition = null;
        var (distance, odometer) = (0.0, double.NaN);
        var episodes = new Dictionary<EventType, Episode>();
        var version = EventState.Version.ToString(CultureInfo.InvariantCulture);
        var reader = new ObjectReader(
            errors,
            new ObjectMember("version", version, (ref Utf8Scanner s, string _) => s.TryNumber(out var v) && v == EventState.Version),
            new ObjectMember("fix", "an object or null", (ref Utf8Scanner s, string pointer) =>
            {
                fix = s.TryLiteral("null"u8) ? null : ReadFix(ref s, pointer);
                return true;
            }),
            ObjectMembers.Flag("ignition", value => ignition = value, nullable: true),
            ObjectMembers.Number("distance_m", 0, EventState.LargestNumber, value => distance = value),
            ObjectMembers.Number("odometer_m", 0, EventState.LargestNumber, value => odometer = value, nullable: true),
            new ObjectMember("episodes", "an array of episodes", (ref Utf8Scanner s, string pointer) =>
                TryEpisodes(ref s, pointer, episodes)));
        if (!reader.Read(ref scanner, Pointer, Expected) || !AreInOrder(fix, episodes))
        {
            return EventState.New;
        }

        return new EventState(fix, ignition, distance, odometer, episodes);
    }

    private EventState.LastFix? ReadFix(ref Utf8Scanner scanner, string pointer)
    {
        var fix = new EventState.LastFix(0, 0, 0, double.NaN);
        var reader = new ObjectReader(
            errors,
            ObjectMembers.Time("t", value => fix = fix with { Time = value }),
            ObjectMembers.Number("lat", -90, 90, value => fix = fix with { Latitude = value }),
            ObjectMembers.Number("lon", -180, 180, value => fix = fix with { Longitude = value }),
            ObjectMembers.Number("speed_mps", 0, FastestSpeed, value => fix = fix with { Speed = value }, nullable: true));
        return reader.Read(ref scanner, pointer) ? fix : null;
    }

    private bool TryEpisodes(ref Utf8Scanner scanner, string pointer, Dictionary<EventType, Episode> episodes)
    {
        if (!scanner.TryTake((byte)'['))
        {
            return false;
        }

        for (var i = 0; scanner.NextItem(); i++)
        {
            ReadEpisode(ref scanner, $"{pointer}/{i}", episodes);
        }

        return true;
    }

    private void ReadEpisode(ref Utf8Scanner scanner, string pointer, Dictionary<EventType, Episode> episodes)
    {
        EventType? type = null;
        var episode = new Episode(0, 0, 0, 0, double.NaN, false);
        var reader = new ObjectReader(
            errors,
            new ObjectMember("type", "another one of " + EventTypes.LastingNames, (ref Utf8Scanner s, string _) =>
            {
                type = s.TryText(out var name) ? EventTypes.FindLasting(name) : null;
                return type is { } known && !episodes.ContainsKey(known);
            }),
            ObjectMembers.Time("start", value => episode = episode with { Start = value }),
            ObjectMembers.Time("end", value => episode = episode with { End = value }),
            ObjectMembers.Number("lat", -90, 90, value => episode = episode with { Latitude = value }),
            ObjectMembers.Number("lon", -180, 180, value => episode = episode with { Longitude = value }),
            ObjectMembers.Number("peak", 0, EventState.LargestNumber, value => episode = episode with { Peak = value }, nullable: true),
            ObjectMembers.Flag("told", value => episode = episode with { Told = value }));
        if (!reader.Read(ref scanner, pointer))
        {
            return;
        }

        var hasPeak = type is not (EventType.Idle or EventType.NoData);
        if (double.IsNaN(episode.Peak) == hasPeak)
        {
            errors.Add(pointer + "/peak", hasPeak ? "Found null; expected a number for this type." : "Expected null for this type.");
        }

        episodes[type!.Value] = episode;
    }

    /// <summary>Nothing begins after it ends, or ends after the last fix.</summary>
    private bool AreInOrder(EventState.LastFix? fix, Dictionary<EventType, Episode> episodes)
    {
        var before = errors.Count;
        foreach (var (type, episode) in episodes)
        {
            if (episode.Start > episode.End || (type != EventType.NoData && episode.End > fix?.Time) || fix is null)
            {
                errors.Add(Pointer + "/episodes", $"The times of {type.Name()} do not fit the last fix; expected start ≤ end ≤ fix.t.");
            }
        }

        return errors.Count == before;
    }
}
