using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TlEngine.Tests.Engines.Drawing;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>
/// How good the predictions are on a shuttle's day, against what a plain program would say. The table is the one in
/// docs/engines/route.eta.md; with UPDATE_ENGINE_PAGES=1 it is written anew. The days that the uncertainty was calibrated on are others.
/// </summary>
public sealed partial class EtaAccuracyTests
{
    private static readonly int[] TrainingDays = [1, 2, 3, 4, 5];
    private const int ReportedDay = 20;
    private static readonly (double From, double To)[] Horizons = [(0, 120), (120, 300), (300, 600), (600, 1200), (1200, 2400)];
    private static readonly ShuttleLine Line = new();

    [Fact]
    public void Page_OfTheShuttlesDay_SaysHowGoodThePredictionsAre()
    {
        var day = new ShuttleDay(Line, ReportedDay).Drive();
        var predictions = new ShuttlePredictions(Line).Of(day, null);
        var informed = new ShuttlePredictions(Line).Of(day, History());
        var table = Table(predictions, informed);
        var path = RepositoryRoot.File("docs/engines/route.eta.md");
        if (Environment.GetEnvironmentVariable("UPDATE_ENGINE_PAGES") == "1")
        {
            File.WriteAllText(path, Part().Replace(File.ReadAllText(path), $"<!-- accuracy -->\n{table}\n<!-- /accuracy -->"));
        }

        Assert.Equal(table, Part().Match(File.ReadAllText(path)).Groups["text"].Value.Trim());
        foreach (var (from, to) in Horizons)
        {
            var (some, others) = (Within(predictions, from, to), Within(informed, from, to));
            var best = new[] { Mean(some, p => p.Schedule), Mean(some, p => p.ConstantSpeed), Mean(some, p => p.LastDelay) }.Min();
            Assert.True(Mean(some, p => p.Eta) < best, $"A plain program is better from {from} s on.");
            Assert.True(Mean(others, p => p.Eta) < best, $"A plain program is better than history from {from} s on.");
        }

        Assert.InRange(Covered(predictions), 0.7, 0.9);
    }

    /// <summary>docs/engines/route.eta.svg: the morning's third round, on its way back along the avenue.</summary>
    [Fact]
    public void Picture_OfARound_IsWhatTheEngineMatched()
    {
        var trip = new ShuttleDay(Line, ReportedDay).Drive()[2];
        var (fixes, result) = new ShuttlePredictions(Line).Ask(trip, trip.Scheduled[0] + 1800, "\"include_matches\":true");
        var picture = RoundPicture.Draw(Line, [.. fixes.Select(ShuttleLine.MetresOf)], result);
        PictureFile.AssertIs("route.eta", picture);
    }

    /// <summary>The mean running times of each trip on the training days.</summary>
    private static double[][] History()
    {
        var days = TrainingDays.Select(seed => new ShuttleDay(Line, seed).Drive()).ToArray();
        return
        [
            .. Enumerable.Range(0, days[0].Count).Select(trip => Enumerable.Range(1, Line.Stops.Length - 1)
                .Select(k => Math.Round(days.Average(day => day[trip].Arrivals[k] - day[trip].Departures[k - 1]), 1)).ToArray()),
        ];
    }

    private static string Table(List<Prediction> predictions, List<Prediction> informed)
    {
        var table = new StringBuilder("| until the arrival | arrivals | schedule | constant speed | last delay ");
        table.Append("| route.eta | its bias | in its window | with history |\n");
        table.Append("|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (from, to) in Horizons.Append((0, 2400)))
        {
            var (some, others) = (Within(predictions, from, to), Within(informed, from, to));
            table.Append(CultureInfo.InvariantCulture, $"| {from / 60} to {to / 60} min | {some.Count} ");
            table.Append(CultureInfo.InvariantCulture, $"| {Mean(some, p => p.Schedule):F0} s | {Mean(some, p => p.ConstantSpeed):F0} s ");
            table.Append(CultureInfo.InvariantCulture, $"| {Mean(some, p => p.LastDelay):F0} s | **{Mean(some, p => p.Eta):F0} s** ");
            table.Append(CultureInfo.InvariantCulture, $"| {some.Average(p => p.Eta):+0;-0;0} s | {100 * Covered(some):F0} % ");
            table.Append(CultureInfo.InvariantCulture, $"| {Mean(others, p => p.Eta):F0} s |\n");
        }

        return table.ToString().TrimEnd();
    }

    private static List<Prediction> Within(IEnumerable<Prediction> predictions, double from, double to) =>
        [.. predictions.Where(p => p.Horizon > from && p.Horizon <= to)];

    private static double Mean(IReadOnlyCollection<Prediction> predictions, Func<Prediction, double> error) =>
        predictions.Average(p => Math.Abs(error(p)));

    private static double Covered(IReadOnlyCollection<Prediction> predictions) =>
        predictions.Average(p => Math.Abs(p.Eta) <= p.Width / 2 ? 1.0 : 0);

    [GeneratedRegex("<!-- accuracy -->(?<text>.*?)<!-- /accuracy -->", RegexOptions.Singleline)]
    private static partial Regex Part();
}
