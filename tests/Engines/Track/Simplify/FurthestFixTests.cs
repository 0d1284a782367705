using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;
using TlEngine.Engines.Track.Simplify;

namespace TlEngine.Tests.Engines.Track.Simplify;

public sealed class FurthestFixTests
{
    private const int Count = 1_200;
    private const int Pairs = 400;

    /// <summary>
    /// Lines whose fixes are often equally far away are among them, places without a line between, and legs round the earth.
    /// </summary>
    public static TheoryData<string> Lines() =>
        ["walk", "circles", "squares", "straight", "there and back", "still", "one place", "anywhere", "at the pole"];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Between_AnyTwo_IsWhatLookingAtEachFixFinds(string line)
    {
        var random = new Random(7);
        using var fixes = Fixes(i => Place(line, i, random));
        using var points = new Points(fixes, new SimplifyParameters());
        foreach (var kind in Enum.GetValues<ChordKind>())
        {
            var subject = new FurthestFix(points, kind);
            for (var pair = 0; pair < Pairs; pair++)
            {
                var from = random.Next(fixes.Count - 2);
                var to = random.Next(from + 2, pair % 2 == 0 ? fixes.Count : Math.Min(fixes.Count, from + 40));
                Assert.Equal(OneByOne(points, from, to, kind), subject.Between(from, to));
            }
        }
    }

    private static Furthest OneByOne(Points points, int from, int to, ChordKind kind)
    {
        var chord = new Chord(points, kind);
        chord.Draw(from, to);
        var furthest = Enumerable.Range(from + 1, to - from - 1).MaxBy(chord.Square);
        return new Furthest(furthest, chord.Square(furthest), chord.Unit);
    }

    private static (double Lat, double Lon) Place(string line, int i, Random random) => line switch
    {
        "walk" => (-34.6 + (1e-4 * i * random.NextDouble()), 179.95 + (1e-4 * i)),
        "circles" => (50 + (0.01 * Math.Sin(i * Math.Tau / 64)), 8 + (0.01 * Math.Cos(i * Math.Tau / 64))),
        "squares" => (i % 4 is 1 or 2 ? 1.001 : 1, 5 + (i / 2 * 0.001)),
        "straight" => (20, 5 + (i * 1e-4)),
        "there and back" => (20, 5 + (Math.Min(i, Count - i) * 1e-4)),
        "still" => (20 + (1e-5 * random.NextDouble()), 5 + (1e-5 * random.NextDouble())),
        "one place" => (20, 5),
        "anywhere" => ((random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180),
        "at the pole" => (90 - (1e-3 * random.NextDouble()), i * 10),
        _ => throw new ArgumentOutOfRangeException(nameof(line), line, "No such line."),
    };

    private static Fixes Fixes(Func<int, (double Lat, double Lon)> place)
    {
        using var columns = new PositionColumns(Count) { Count = Count };
        for (var i = 0; i < Count; i++)
        {
            var (lat, lon) = place(i);
            columns.SetTime(i, (i + 1) * TimeSpan.TicksPerSecond);
            columns.Set(PositionColumn.Latitude, i, lat);
            columns.Set(PositionColumn.Longitude, i, Math.IEEERemainder(lon, 360));
        }

        return new FixReader(columns, new FlagList()).Read();
    }
}
