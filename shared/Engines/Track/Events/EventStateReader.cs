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
    private const double LargestNumber = EventState.LargestNumber;

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
            new ObjectMember("ignition", "true, false or null", (ref Utf8Scanner s, string _) => TryFlag(ref s, out ignition)),
            new ObjectMember("distance_m", Range(0, LargestNumber), Number(0, LargestNumber, value => distance = value)),
            new ObjectMember(
                "odometer_m", Range(0, LargestNumber) + " or null", NumberOrNull(0, LargestNumber, value => odometer = value)),
            new ObjectMember("episodes", "an array of episodes", (ref Utf8Scanner s, string pointer) =>
                TryEpisodes(ref s, pointer, episodes)));
        if (!reader.Read(ref scanner, Pointer, Expected) || !AreInOrder(fix, episodes))
        {
            return EventState.New;
        }

        return new EventState(fix, ignition, distance, odometer, episodes);
    }

    private static string Range(double minimum, double maximum) =>
        string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");

    private static ObjectMember.Reader Number(double minimum, double maximum, Action<double> set) => (ref Utf8Scanner scanner, string _) =>
    {
        var good = scanner.TryNumber(out var value) && value >= minimum && value <= maximum;
        set(value);
        return good;
    };

    private static ObjectMember.Reader NumberOrNull(double minimum, double maximum, Action<double> set)
    {
        var number = Number(minimum, maximum, set);
        return (ref Utf8Scanner scanner, string pointer) => scanner.TryLiteral("null"u8) || number(ref scanner, pointer);
    }

    private static bool TryFlag(ref Utf8Scanner scanner, out bool? flag)
    {
        flag = scanner.TryLiteral("true"u8) ? true : scanner.TryLiteral("false"u8) ? false : null;
        return flag is not null || scanner.TryLiteral("null"u8);
    }

    private static ObjectMember.Reader Time(Action<long> set) => (ref Utf8Scanner scanner, string _) =>
    {
        var good = scanner.TryTime(out var ticks) && ticks != Rfc3339.NoTime;
        set(ticks);
        return good;
    };

    private EventState.LastFix? ReadFix(ref Utf8Scanner scanner, string pointer)
    {
        var fix = new EventState.LastFix(0, 0, 0, double.NaN);
        var reader = new ObjectReader(
            errors,
            new ObjectMember("t", "a time", Time(value => fix = fix with { Time = value })),
            new ObjectMember("lat", Range(-90, 90), Number(-90, 90, value => fix = fix with { Latitude = value })),
            new ObjectMember("lon", Range(-180, 180), Number(-180, 180, value => fix = fix with { Longitude = value })),
            new ObjectMember(
                "speed_mps",
                Range(0, FastestSpeed) + " or null",
                NumberOrNull(0, FastestSpeed, value => fix = fix with { Speed = value })));
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
            new ObjectMember("start", "a time", Time(value => episode = episode with { Start = value })),
            new ObjectMember("end", "a time", Time(value => episode = episode with { End = value })),
            new ObjectMember("lat", Range(-90, 90), Number(-90, 90, value => episode = episode with { Latitude = value })),
            new ObjectMember("lon", Range(-180, 180), Number(-180, 180, value => episode = episode with { Longitude = value })),
            new ObjectMember(
                "peak",
                Range(0, LargestNumber) + " or null",
                NumberOrNull(0, LargestNumber, value => episode = episode with { Peak = value })),
            new ObjectMember("told", "true or false", (ref Utf8Scanner s, string _) =>
            {
                var good = TryFlag(ref s, out var told) && told is not null;
                episode = episode with { Told = told == true };
                return good;
            }));
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
