using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;

namespace TlEngine.Tests.Engines.Example;

/// <summary><c>track.longest_leg</c>: docs/engines/track.longest_leg.md.</summary>
internal sealed class LongestLegEngine : TrackEngine<LongestLegEngine.Settings>
{
    public LongestLegEngine() => Descriptor = new EngineDescriptor
    {
        Id = "track.longest_leg",
        Version = "1",
        Summary = "The longest way between two fixes of a track that follow each other.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "positions": [
                {"t": "2024-03-01T12:00:00Z", "lat": 0, "lon": -58.40},
                {"t": "2024-03-01T12:00:10Z", "lat": 0, "lon": -58.41},
                {"t": "2024-03-01T12:00:20Z", "lat": 0, "lon": -58.43}
              ]
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override TrackResult Run(PositionColumns positions, Settings parameters, CancellationToken cancellationToken)
    {
        var flags = new FlagList();
        var reader = new FixReader(positions, flags);
        using var fixes = reader.Read();
        reader.DropImpossible(fixes);

        var longest = new Found(flags, fixes.Count, -1, 0);
        var distance = parameters.Distance;
        for (var i = 1; i < fixes.Count; i++)
        {
            var metres = distance.Between(
                fixes.Latitudes[i - 1], fixes.Longitudes[i - 1], fixes.Latitudes[i], fixes.Longitudes[i]);
            var seconds = (fixes.Times[i] - fixes.Times[i - 1]) / (double)TimeSpan.TicksPerSecond;
            if (metres > longest.DistanceM && seconds <= parameters.MaxGapS)
            {
                longest = new Found(flags, fixes.Count, fixes.Indices[i - 1], metres);
            }
        }

        return longest;
    }

    /// <summary>What a caller can set: a property is a member of <c>data</c>, a default, a range, and a line of the page.</summary>
    internal sealed record Settings : TrackParameters
    {
        [Parameter("A leg that takes longer is a gap, no leg.", Unit = "s", Minimum = 0, Maximum = 604_800, Source = "our judgement")]
        public double MaxGapS { get; init; } = 3600;
    }

    /// <param name="from">Input index of the leg's first fix, -1 without a leg.</param>
    private sealed class Found(FlagList flags, int used, int from, double distanceM) : TrackResult(flags, used)
    {
        public double DistanceM => distanceM;

        public override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteNumber("from", from);
            writer.WriteNumber("distance_m", distanceM);
        }
    }
}
