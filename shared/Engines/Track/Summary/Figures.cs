using System.Text.Json;

namespace TlEngine.Engines.Track.Summary;

/// <summary>Sums over a stretch of a track: all of it, or a day.</summary>
internal sealed class Figures
{
    // Leaves out the few speeds that come from a misplaced fix.
    private const double SpeedQuantile = 0.995;

    private readonly long[] _ticks = new long[4];
    private readonly double[] _distances = new double[4];
    private double _maxSpeed = double.NaN;
    private double _maxSpeedRaw = double.NaN;

    public double Distance => _distances.Sum();

    public void Add(LegState state, double distance, long ticks)
    {
        _distances[(int)state] += distance;
        _ticks[(int)state] += ticks;
    }

    /// <summary>All speeds of the stretch at once.</summary>
    public void SetSpeeds(ReadOnlySpan<double> speeds)
    {
        if (!speeds.IsEmpty)
        {
            _maxSpeed = HighQuantile.Of(speeds, SpeedQuantile);
            _maxSpeedRaw = HighQuantile.Of(speeds, 1);
        }
    }

    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteNumber("distance_m", Distance);
        writer.WriteNumber("moving_s", Seconds(LegState.Moving));
        writer.WriteNumber("idle_s", Seconds(LegState.Idle));
        writer.WriteNumber("stopped_s", Seconds(LegState.Stopped));
        var moving = Seconds(LegState.Moving);
        Write(writer, "average_moving_speed_mps", moving > 0 ? _distances[(int)LegState.Moving] / moving : double.NaN);
        Write(writer, "max_speed_mps", _maxSpeed);
        Write(writer, "max_speed_raw_mps", _maxSpeedRaw);
    }

    public void WriteUnknown(Utf8JsonWriter writer)
    {
        writer.WriteNumber("no_data_s", Seconds(LegState.Unknown));
        writer.WriteNumber("no_data_distance_m", _distances[(int)LegState.Unknown]);
    }

    private static void Write(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsNaN(value))
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteNumber(name, value);
        }
    }

    private double Seconds(LegState state) => (double)_ticks[(int)state] / TimeSpan.TicksPerSecond;
}
