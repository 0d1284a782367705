using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;

namespace TlEngine.Tests.Engines.Track;

public sealed class FixReaderTests
{
    private const int Count = 400;
    private const int Tracks = 300;

    /// <summary>A row without a time in every block has all of them looked at one by one.</summary>
    [Fact]
    public void Read_ManyAtOnce_IsWhatOneByOneComesTo()
    {
        var random = new Random(11);
        for (var track = 0; track < Tracks; track++)
        {
            var rows = Rows(random, doubts: track % 8);
            var latest = random.Next(Count / 2, 2 * Count) * TimeSpan.TicksPerSecond;
            Row[] parted = [.. rows.Chunk(PlainFixes.Most / 2).SelectMany(part => part.Append(Row.None))];
            int[] places = [.. parted.Index().Where(row => row.Item != Row.None).Select(row => row.Index)];
            var (fixes, flags) = Read(rows, latest);
            var (slowFixes, slowFlags) = Read(parted, latest);
            Assert.Equal(slowFixes, fixes.Select(fix => fix with { Index = places[fix.Index] }));
            Assert.Equal(
                slowFlags.Where(flag => parted[flag.Index] != Row.None),
                flags.Select(flag => flag with { Index = places[flag.Index], Other = flag.Other < 0 ? -1 : places[flag.Other] }));
        }
    }

    private static Row[] Rows(Random random, int doubts)
    {
        var rows = new Row[Count];
        for (var i = 0; i < Count; i++)
        {
            rows[i] = new Row(
                i * TimeSpan.TicksPerSecond,
                random.NextDouble() - 0.5,
                random.NextDouble() * 2,
                random.Next(3) == 0 ? double.NaN : random.NextDouble(),
                random.Next(3) == 0 ? double.NaN : random.NextDouble(),
                random.Next(3) == 0 ? double.NaN : random.Next(2));
        }

        for (var i = 0; i < doubts; i++)
        {
            var place = random.Next(2) == 0 ? random.Next(Count) : random.Next(Count / PlainFixes.Most) * PlainFixes.Most;
            ref var row = ref rows[place];
            row = random.Next(14) switch
            {
                0 => row with { Time = Rfc3339.NoTime },
                1 => row with { Time = row.Time - (random.Next(1, 5) * TimeSpan.TicksPerSecond) },
                2 => row with { Time = row.Time + (random.Next(1, 2 * Count) * TimeSpan.TicksPerSecond) },
                3 => row with { Latitude = double.NaN },
                4 => row with { Latitude = random.Next(2) == 0 ? 90.1 : -90.1 },
                5 => row with { Latitude = random.Next(2) == 0 ? 90 : -90 },
                6 => row with { Longitude = double.NaN },
                7 => row with { Longitude = random.Next(2) == 0 ? 180 : -180 },
                8 => row with { Longitude = random.Next(2) == 0 ? 359 : -200 },
                9 => row with { Longitude = random.Next(2) == 0 ? 361 : -361 },
                10 => row with { Latitude = 0, Longitude = random.Next(2) == 0 ? 0 : -0.0 },
                11 => row with { Latitude = 0 },
                12 => row with { Speed = random.Next(2) == 0 ? -1 : 1e6 },
                _ => row with { Accuracy = random.Next(2) == 0 ? -1 : 1e9 },
            };
        }

        return rows;
    }

    private static (List<Fix> Fixes, List<Flag> Flags) Read(Row[] rows, long latest)
    {
        using var columns = new PositionColumns(rows.Length) { Count = rows.Length };
        for (var i = 0; i < rows.Length; i++)
        {
            columns.SetTime(i, rows[i].Time);
            columns.Set(PositionColumn.Latitude, i, rows[i].Latitude);
            columns.Set(PositionColumn.Longitude, i, rows[i].Longitude);
            columns.Set(PositionColumn.Speed, i, rows[i].Speed);
            columns.Set(PositionColumn.Accuracy, i, rows[i].Accuracy);
            columns.Set(PositionColumn.Ignition, i, rows[i].Ignition);
        }

        var flags = new FlagList();
        using var fixes = new FixReader(columns, flags, latest).Read();
        var read = new List<Fix>();
        for (var i = 0; i < fixes.Count; i++)
        {
            read.Add(new Fix(fixes.Indices[i], new Row(
                fixes.Times[i],
                fixes.Latitudes[i],
                fixes.Longitudes[i],
                fixes.Speeds[i],
                fixes.Accuracies[i],
                fixes.Ignitions[i])));
        }

        return (read, [.. flags.All]);
    }

    private sealed record Row(long Time, double Latitude, double Longitude, double Speed, double Accuracy, double Ignition)
    {
        public static readonly Row None = new(Rfc3339.NoTime, 0, 0, double.NaN, double.NaN, double.NaN);
    }

    private sealed record Fix(int Index, Row Row);
}
