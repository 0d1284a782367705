using System.Diagnostics;

namespace TlEngine.Bench;

/// <summary>What a piece of work costs: the best of many turns, since whatever else the machine does can only add.</summary>
/// <param name="Wall">Milliseconds by the clock.</param>
/// <param name="Processor">Milliseconds of processor time of the whole process, its collector and compiler too.</param>
internal readonly record struct Cost(double Wall, double Processor)
{
    private const int WarmingTurns = 30;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Measures several pieces of work turn by turn, so that a noisy moment of the machine meets all of them.</summary>
    public static Cost[] Of(params Action[] works)
    {
        var best = new Cost[works.Length];
        Array.Fill(best, new Cost(double.PositiveInfinity, double.PositiveInfinity));
        for (var turn = 0; turn < WarmingTurns; turn++)
        {
            foreach (var work in works)
            {
                work();
            }
        }

        // What is compiled in the background, after the first turns, is done before the turns that count.
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Budget * works.Length)
        {
            for (var i = 0; i < works.Length; i++)
            {
                best[i] = best[i].Or(Once(works[i]));
            }
        }

        return best;
    }

    private static Cost Once(Action work)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        return new Cost(wall, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
    }

    private Cost Or(Cost other) => new(Math.Min(Wall, other.Wall), Math.Min(Processor, other.Processor));
}
