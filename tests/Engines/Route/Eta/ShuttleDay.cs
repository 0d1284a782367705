using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>
/// Drives the line hourly from 06:00 to 22:00. Nothing here is as the engine assumes: traffic has rush hours and moods that last for some
/// stops, lights stop at random places, dwells are long-tailed or left out, departures are late, drivers hold at timepoints, the receiver's
/// error wanders, jumps, and falls silent.
/// </summary>
internal sealed class ShuttleDay(ShuttleLine line, int seed)
{
    public const double PlannedDwell = 20;
    private const int Rounds = 16;
    private const double Cruise = 7.5;
    private const double MeanLight = 9;

    private readonly Random _random = new(seed);

    /// <summary>The stop at which drivers wait for the schedule, beside the first.</summary>
    public static int Timepoint(ShuttleLine line) => line.Stops.Length / 2;

    public IReadOnlyList<ShuttleTrip> Drive() => [.. Enumerable.Range(0, Rounds).Select(round => Drive((round - 2) * 3600.0, round + 6))];

    private ShuttleTrip Drive(double start, int hour)
    {
        var scheduled = Schedule(start);
        var (arrivals, departures) = (new double[scheduled.Length], new double[scheduled.Length]);
        var moves = new List<(double Second, double Along)>();
        var mood = Gauss() * 0.15;
        var second = start - 240;
        moves.Add((second, 0));
        arrivals[0] = second;
        second = start + Math.Min(30 * Math.Exp(Gauss()), 600);
        departures[0] = second;
        for (var k = 1; k < scheduled.Length; k++)
        {
            mood = (0.85 * mood) + (0.08 * Gauss());
            var pace = Rush(hour + ((second - start) / 3600)) * Math.Exp(mood);
            moves.Add((second, line.Stops[k - 1]));
            second = Run(moves, second, k, pace);
            arrivals[k] = second;
            moves.Add((second, line.Stops[k]));
            second += _random.NextDouble() < 0.15 ? 0 : PlannedDwell * Math.Exp((0.5 * Gauss()) - 0.05);
            second = k == Timepoint(line) ? Math.Max(second, scheduled[k] + PlannedDwell) : second;
            departures[k] = second;
        }

        moves.Add((second, line.Stops[^1]));
        return new ShuttleTrip(scheduled, arrivals, departures, Receive(moves));
    }

    private double[] Schedule(double start)
    {
        var scheduled = new double[line.Stops.Length];
        scheduled[0] = start;
        for (var k = 1; k < scheduled.Length; k++)
        {
            var running = ((line.Stops[k] - line.Stops[k - 1]) / Cruise * 1.05) + MeanLight;
            scheduled[k] = scheduled[k - 1] + running + (k > 1 ? PlannedDwell : 0);
        }

        return [.. scheduled.Select(second => Math.Round(second / 15) * 15)];
    }

    /// <summary>From a stop to the next, with a red light somewhere or none.</summary>
    private double Run(List<(double Second, double Along)> moves, double second, int k, double pace)
    {
        var (from, length) = (line.Stops[k - 1], line.Stops[k] - line.Stops[k - 1]);
        var running = length / Cruise * pace;
        var light = _random.NextDouble();
        var arrives = second + (running * light);
        moves.Add((arrives, from + (length * light)));
        var red = _random.NextDouble() < 0.45 ? _random.NextDouble() * 4.4 * MeanLight : 0;
        moves.Add((arrives + red, from + (length * light)));
        return second + running + red;
    }

    /// <summary>
    /// A fix every ten seconds or so: an error of some metres that wanders, one in a hundred far off, and a silence now and then.
    /// </summary>
    private Fix[] Receive(List<(double Second, double Along)> moves)
    {
        var fixes = new List<Fix>();
        var (east, north) = (4 * Gauss(), 4 * Gauss());
        var silence = moves[0].Second + (_random.NextDouble() * 4000);
        var silent = _random.NextDouble() < 0.5 ? 90 + (_random.NextDouble() * 300) : 0;
        var leg = 1;
        for (var second = moves[0].Second; second <= moves[^1].Second; second += 8 + (4 * _random.NextDouble()))
        {
            while (moves[leg].Second < second)
            {
                leg++;
            }

            (east, north) = ((0.9 * east) + (1.7 * Gauss()), (0.9 * north) + (1.7 * Gauss()));
            var off = _random.NextDouble() < 0.01 ? 80 : 0;
            var (from, to) = (moves[leg - 1], moves[leg]);
            var share = to.Second > from.Second ? (second - from.Second) / (to.Second - from.Second) : 1;
            var at = line.At(from.Along + (share * (to.Along - from.Along)));
            if (second < silence || second > silence + silent)
            {
                fixes.Add(ShuttleLine.FixAt(second, (at.East + east + off, at.North + north)));
            }
        }

        return [.. fixes];
    }

    /// <summary>How much slower than usual at an hour of the day.</summary>
    private static double Rush(double hour) =>
        0.92 + (0.45 * Math.Exp(-Math.Pow((hour - 8.3) / 1.1, 2))) + (0.4 * Math.Exp(-Math.Pow((hour - 17.8) / 1.4, 2)));

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(Math.Tau * _random.NextDouble());
}
