namespace TlEngine.Tests.Engines.Track.Clean;

/// <summary>The passes of track.clean that look at one fix and its neighbours.</summary>
public sealed class PassTests
{
    [Fact]
    public void Run_UncertainFixes_AreFlaggedOrForgivenByTheirAccuracy()
    {
        var fixes = Recording.Drive(100, seconds: 1).ToArray();
        fixes[40] = fixes[40] with { Accuracy = 101 };
        fixes[60] = fixes[60] with { Lon = fixes[60].Lon + 0.0008, Accuracy = 60 };

        Assert.Equal([(40, "inaccurate")], Cleaned.Of(fixes, "\"spike_leg_m\":100").Flags);
        Assert.Equal([(60, "speed")], Cleaned.Of(fixes, "\"max_accuracy_m\":200,\"accuracy_factor\":0").Flags);
    }

    /// <summary>There and back at 45 m/s in two seconds, or at 20 m/s in thirty, next to what the vehicle says of its speed.</summary>
    [Theory]
    [InlineData(2, 90, null, true)]
    [InlineData(30, 600, null, false)]
    [InlineData(30, 600, 4.0, true)]
    [InlineData(30, 600, 15.0, false)]
    public void Run_Needle_IsASpikeWhenNoVehicleTurnsLikeThat(int seconds, double metres, double? reported, bool isSpike)
    {
        var fixes = Enumerable.Range(0, 21)
            .Select(i => new Fix(Recording.Start.AddSeconds(i * seconds), -34.6 + (i * 1e-5), -58.4)).ToArray();
        fixes[10] = fixes[10] with { Lon = fixes[10].Lon + (metres / 91_700), Speed = reported };

        Assert.Equal(isSpike ? [(10, "spike")] : [], Cleaned.Of(fixes).Flags);
    }

    [Fact]
    public void Run_ParkedVehicleThatWanders_KeepsItsPlace()
    {
        double[] off = [0, 3, 40, 90, 20, 2, 0, 300, 310];
        var fixes = off.Select((metres, i) =>
            new Fix(Recording.Start.AddMinutes(10 * i), Meridian.North(-34.6, metres), -58.4, Ignition: false));

        var cleaned = Cleaned.Of(fixes);

        Assert.Equal([(2, "drift"), (3, "drift"), (4, "drift")], cleaned.Flags);
    }

    /// <summary>A receiver that wakes up is far off at first; so is one whose vehicle rolls out.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(20)]
    public void Run_FirstFixOfAStandFarOff_IsTheOneThatDrifted(double metres)
    {
        var fixes = Enumerable.Range(0, 50).Select(i => new Fix(
            Recording.Start.AddMinutes(10 * i), Meridian.North(-34.6, i == 0 ? metres : i % 3), -58.4, Speed: 0));

        Assert.Equal([(0, "drift")], Cleaned.Of(fixes).Flags);
    }

    [Theory]
    [InlineData(-34.6, 180)]
    [InlineData(89.999, 0)]
    [InlineData(-90, 12)]
    public void Run_ParkedAnywhereOnEarth_KeepsItsPlace(double lat, double lon)
    {
        var fixes = Enumerable.Range(0, 40).Select(i => new Fix(
            Recording.Start.AddMinutes(i),
            lat + (i == 7 ? 5e-4 : i % 2 * 1e-5),
            Math.IEEERemainder(lon + (i % 3 * 1e-5), 360),
            Speed: 0));

        Assert.Equal([(7, "drift")], Cleaned.Of(fixes).Flags);
    }

    [Fact]
    public void Run_QueueOfTraffic_IsNoDrift()
    {
        var fixes = Enumerable.Range(0, 50).Select(i =>
            new Fix(Recording.Start.AddSeconds(30 * i), -34.6 + (i * 1e-4), -58.4, Speed: 0.2, Ignition: true));
        Assert.Empty(Cleaned.Of(fixes).Flags);
    }
}
