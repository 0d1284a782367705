using TlEngine.Engines.Geo.Fence;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>What the index says of a leg is what looking at every fence's box says, in whatever order the legs come.</summary>
public sealed class FenceIndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(400)]
    public void Near_LegsOfATrack_FindsEveryFenceThatMeetsThem(int count)
    {
        var random = new Random(count);
        var parameters = new FenceParameters();
        var metric = Metric.Of(parameters);
        double Up(double from, double range) => from + (random.NextDouble() * range);
        var fences = Enumerable.Range(0, count)
            .Select(fence => new GeoFence($"{fence}", new CircleShape(Up(-34.6, 0.2), Up(179.9, 0.2), Up(50, 500)), null))
            .ToList();
        var index = new FenceIndex(fences, metric);
        var (latitude, longitude) = (-34.5, 179.95);
        for (var i = 0; i < 2_000; i++)
        {
            // Small steps mostly; now and then far away, to a pole or over the 180th meridian.
            var reach = random.Next(50) == 0 ? 0.2 : 0.002;
            var to = random.Next(500) == 0 ? 90 : Math.Clamp(latitude + ((random.NextDouble() - 0.5) * reach), -34.6, -34.4);
            var east = longitude + ((random.NextDouble() - 0.5) * reach);
            var leg = Leg.Between(latitude, longitude, to, TlEngine.Geodesy.Longitude.Wrap(east));
            var expected = Enumerable.Range(0, count).Where(fence => fences[fence].Shape.Boxes(metric).Any(box => Meets(leg, box)));
            Assert.Equal(expected, index.Near(leg).Distinct().Order());
            (latitude, longitude) = (to >= 90 ? -34.5 : to, TlEngine.Geodesy.Longitude.Wrap(east));
        }
    }

    private static bool Meets(in Leg leg, Box box)
    {
        var atPole = Math.Max(Math.Abs(leg.FromLatitude), Math.Abs(leg.ToLatitude)) >= 90;
        foreach (var turn in (double[])[-720, -360, 0, 360, 720])
        {
            var way = leg.Box with { West = leg.Box.West + turn, East = leg.Box.East + turn };
            if (box.Meets(atPole ? way with { West = -1000, East = 1000 } : way))
            {
                return true;
            }
        }

        return false;
    }
}
