namespace TlEngine.Keda.Simulation;

/// <summary>
/// A year of a fleet, in hours: two rushes on working days, a quiet weekend, fewer vehicles in August and over the new year, growth of
/// a fifth from January to December. Always the same: chance comes from a fixed seed.
/// </summary>
internal static class SeasonalTrace
{
    public const int Days = 365;
    private const int Seed = 20260101;
    private static readonly double[] Monthly = [0.85, 0.95, 1.0, 1.0, 1.05, 1.05, 0.9, 0.7, 1.1, 1.15, 1.15, 0.9];

    /// <param name="start">Local midnight of the first day.</param>
    public static Trace Build(DateTimeOffset start)
    {
        var random = new Random(Seed);
        var arrivals = new List<Arrival>();
        for (var day = 0; day < Days; day++)
        {
            var date = start.AddDays(day);
            var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var level = Monthly[date.Month - 1] * (weekend ? 0.25 : 1) * (1 + (0.2 * day / Days));
            for (var hour = 0; hour < 24; hour++)
            {
                AddHour(arrivals, random, (day * 86_400) + (hour * 3_600), level * Shape(hour));
            }

            // One schedule a night, when nothing else is awake.
            arrivals.Add(new Arrival((day * 86_400) + 10_800, "EnqueueDueSchedules", 1, 0, 0.2, 1));
            arrivals.Add(new Arrival((day * 86_400) + 10_810, "RunTask", 1, 0, 20, 1));
        }

        return new Trace(arrivals, Outages.None);
    }

    /// <summary>Share of the busiest hour: nothing at night, 7 to 9 and 16 to 18 busiest.</summary>
    private static double Shape(int hour) => hour switch
    {
        < 5 => 0,
        < 7 => 0.3,
        < 10 => 1,
        < 16 => 0.5,
        < 19 => 0.9,
        < 22 => 0.15,
        _ => 0,
    };

    private static void AddHour(List<Arrival> arrivals, Random random, long second, double level)
    {
        Add(arrivals, random, second, "ExecuteEngine", 60 * level, 0.4);
        Add(arrivals, random, second, "RunTask", 40 * level, 3);
        Add(arrivals, random, second, "RunUrgentTask", 4 * level, 1);
        Add(arrivals, random, second, "DeliverWebhook", 10 * level, 0.5);
    }

    /// <summary>Poisson many within the hour, in bursts of up to ten minutes.</summary>
    private static void Add(List<Arrival> arrivals, Random random, long hour, string function, double mean, double serviceSeconds)
    {
        var count = Poisson(random, mean);
        if (count > 0)
        {
            var over = random.Next(1, 600);
            arrivals.Add(new Arrival(hour + random.Next(0, 3_000), function, count, over, serviceSeconds, 1));
        }
    }

    /// <summary>Knuth's product of uniforms; means here stay far below where it underflows.</summary>
    private static int Poisson(Random random, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit; product *= random.NextDouble())
        {
            count++;
        }

        return count;
    }
}
