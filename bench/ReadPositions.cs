using System.Text.Json;
using BenchmarkDotNet.Attributes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;

namespace TlEngine.Bench;

/// <summary>50,000 rows of positions into columns.</summary>
public class ReadPositions
{
    private readonly double[][] _columns = [.. Enumerable.Range(0, 5).Select(_ => new double[Day.Fixes])];

    [Benchmark(Baseline = true)]
    public int Utf8JsonReader()
    {
        var reader = new Utf8JsonReader(Day.Rows);
        var row = -1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                row++;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var column = reader.ValueTextEquals("t"u8) ? 0 : reader.ValueTextEquals("lat"u8) ? 1 : reader.ValueTextEquals("lon"u8) ? 2
                    : reader.ValueTextEquals("speed"u8) ? 3 : reader.ValueTextEquals("accuracy"u8) ? 4 : -1;
                reader.Read();
                if (column >= 0)
                {
                    _columns[column][row - 1] = reader.GetDouble();
                }
            }
        }

        return row;
    }

    [Benchmark]
    public int Engine()
    {
        var scanner = new Utf8Scanner(Day.Rows);
        scanner.TryTake((byte)'{');
        scanner.NextMember(out _);
        using var columns = PositionReader.Read(ref scanner, new InputErrors())!;
        return columns.Count;
    }
}
