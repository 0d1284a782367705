using System.Globalization;

namespace TlEngine.Bench;

/// <summary>The same job done in the plain way and by the engine.</summary>
/// <param name="Items">Of one turn: fixes, places, rows or values.</param>
/// <param name="Target">Million items per second and core; null where none is set.</param>
internal sealed record Contest(string Job, int Items, string PlainWay, Action Plain, Action Engine, double? Target = null)
{
    public static void PrintHead(string title) => Console.WriteLine(
        $"""

        ### {title}

        | job | plain way | plain, million/s | engine, million/s | times as fast | target, million/s | of the target |
        |---|---|---:|---:|---:|---:|---:|
        """);

    public void Print()
    {
        var costs = Cost.Of(Plain, Engine);
        var (plain, engine) = (PerSecond(costs[0]), PerSecond(costs[1]));
        var (target, share) = Target is { } wanted ? (Number(wanted), $"{engine / wanted:P0}") : ("", "");
        Console.WriteLine($"| {Job} | {PlainWay} | {Number(plain)} | {Number(engine)} | {Number(engine / plain)} | {target} | {share} |");
    }

    /// <summary>In millions, of processor time: others on the machine do not count.</summary>
    private double PerSecond(Cost cost) => Items / cost.Processor / 1000;

    private static string Number(double value) => value.ToString(value < 10 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
