using System.Globalization;

namespace TlEngine.Engines.Track;

/// <summary>A remark on one fix.</summary>
/// <param name="Index">Its place in the input.</param>
/// <param name="Value">The number behind the remark, in the unit that <see cref="Detail"/> says; NaN where there is none.</param>
/// <param name="Other">The input index of the fix it was compared with; -1 where there is none.</param>
internal readonly record struct Flag(int Index, FlagReason Reason, double Value = double.NaN, int Other = -1)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public string Detail => Reason switch
    {
        FlagReason.Invalid => "no usable time, latitude or longitude",
        FlagReason.NullIsland => "latitude and longitude are 0",
        FlagReason.Future => string.Create(Invariant, $"{Value} s after now"),
        FlagReason.OutOfOrder => string.Create(Invariant, $"{Value} s before fix {Other}, which came earlier"),
        FlagReason.Duplicate => string.Create(Invariant, $"same time and place as fix {Other}"),
        FlagReason.Conflict => string.Create(Invariant, $"same time as fix {Other}, another place"),
        FlagReason.InvalidSpeed => string.Create(Invariant, $"speed {Value} m/s ignored"),
        FlagReason.InvalidAccuracy => string.Create(Invariant, $"accuracy {Value} m ignored"),
        FlagReason.Inaccurate => string.Create(Invariant, $"accuracy {Value} m"),
        FlagReason.Speed when Other >= 0 => string.Create(Invariant, $"{Math.Round(Value, 1)} m/s from fix {Other}"),
        FlagReason.Speed => "out of reach of the fixes that follow",
        FlagReason.Ambiguous => string.Create(Invariant, $"one of {Value} fixes that agree, against a heavier cluster"),
        FlagReason.Spike => string.Create(Invariant, $"{Math.Round(Value, 1)} m off fix {Other} and back"),
        FlagReason.Drift => string.Create(Invariant, $"{Math.Round(Value, 1)} m off fix {Other} while standing"),
        FlagReason.Late => string.Create(Invariant, $"{Value} s before the last fix of the state"),
        FlagReason.Outdated => string.Create(Invariant, $"{Value} s before the newest fix"),
        FlagReason.OffRoute => "no place of the route is near",
        _ => throw new InvalidOperationException($"{Reason} has no words."),
    };
}
