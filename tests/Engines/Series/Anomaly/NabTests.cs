using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TlEngine.Engines.Series.Anomaly;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>
/// Real speeds, travel times and lane occupancies of the Numenta Anomaly Benchmark, scored by its rules beside its own detectors. The table
/// is the one in docs/engines/series.anomaly.md; with UPDATE_ENGINE_PAGES=1 it is written anew.
/// </summary>
public sealed partial class NabTests
{
    private const double LeastThreshold = 0.1;

    private static readonly AnomalyParameters Defaults = new();

    private static readonly (string Name, string Parameter, double Default)[] Methods =
    [
        ("modified_z", "modified_z_threshold", Defaults.ModifiedZThreshold), ("hampel", "hampel_threshold", Defaults.HampelThreshold),
        ("ewma", "ewma_limit", Defaults.EwmaLimit), ("iqr", "iqr_factor", Defaults.IqrFactor),
    ];

    /// <summary>Of two digits, from 1 to 99.</summary>
    private static readonly double[] Thresholds = [.. Enumerable.Range(10, 90).Select(i => i / 10d), .. Enumerable.Range(10, 90)];

    /// <summary>numenta/NAB, results/ARTime/realTraffic/ARTime_speed_7578.csv: where anomaly_score is at least the threshold.</summary>
    [Fact]
    public void Score_DetectionsOfAPublishedDetector_IsThePublishedOne()
    {
        var series = NabSeries.All[1];
        string[] times =
        [
            "2015-09-11 12:14", "2015-09-11 16:44", "2015-09-11 23:41", "2015-09-14 17:25", "2015-09-14 17:40", "2015-09-15 14:29",
            "2015-09-16 14:04", "2015-09-16 14:14", "2015-09-16 14:19", "2015-09-16 14:50", "2015-09-16 17:10",
        ];
        var published = PublishedNabScore.Of("ARTime", series.Name);
        var score = NabScore.Of(series, times.Select(series.PlaceOf));
        Assert.Equal(published.Score, score.Score, 1e-12);
        Assert.Equal((published.TruePositives, published.FalsePositives), (score.TruePositives, score.FalsePositives));
    }

    [Fact]
    public void Score_NothingAndEverything_HasTheCountsOfTheNullDetector() => Assert.All(NabSeries.All, series =>
    {
        var published = PublishedNabScore.Of("null", series.Name);
        var everything = NabScore.Of(series, Enumerable.Range(0, series.Points.Length));
        Assert.Equal(published.Score, NabScore.Of(series, []).Score);
        Assert.Equal((published.FalseNegatives, published.TrueNegatives), (everything.TruePositives, everything.FalsePositives));
    });

    [Fact]
    public void Page_OfTheLabelledSeries_HasTheScores()
    {
        var table = Table();
        var path = RepositoryRoot.File("docs/engines/series.anomaly.md");
        if (Environment.GetEnvironmentVariable("UPDATE_ENGINE_PAGES") == "1")
        {
            File.WriteAllText(path, Part().Replace(File.ReadAllText(path), $"<!-- nab -->\n{table}\n<!-- /nab -->"));
        }

        Assert.Equal(table, Part().Match(File.ReadAllText(path)).Groups["text"].Value.Trim());
    }

    private static string Table() => string.Join('\n', [
        $"| detector | threshold | {string.Join(" | ", NabSeries.All.Select(series => series.Name))} | the three | all of NAB |",
        "|---|---|---|---|---|---|---|",
        .. Ours(""),
        .. Ours("hour_of_week"),
        .. PublishedNabScore.All.GroupBy(row => row.Detector).Select(Theirs),
    ]);

    /// <summary>Two rows for each method: as it comes, and with the threshold that is best for the three series.</summary>
    private static IEnumerable<string> Ours(string baseline)
    {
        foreach (var method in Methods)
        {
            var distances = NabSeries.All.Select(series => Distances(series, method.Name, method.Parameter, baseline)).ToArray();
            var name = baseline.Length > 0 ? $"`{method.Name}`, `{baseline}`" : $"`{method.Name}`";
            var best = Thresholds.MaxBy(threshold => Found(distances, threshold).Sum(score => score.Score));
            yield return Row(name, $"{Text(method.Default)}, default", Found(distances, method.Default), "");
            yield return Row(name, $"{Text(best)}, best", Found(distances, best), "");
        }
    }

    private static string Theirs(IGrouping<string, PublishedNabScore> detector)
    {
        var total = detector.Single(row => row.File == "Totals");
        var scores = NabSeries.All.Select(series => detector.Single(row => row.File == series.Name));
        var all = NabScore.Normalised(total.Score, PublishedNabScore.Of("null", total.File).Score);
        return Row(
            detector.Key,
            Text(total.Threshold),
            [.. scores.Select(row => new NabScore(row.Score, row.TruePositives, row.FalsePositives))],
            all.ToString("F1", CultureInfo.InvariantCulture));
    }

    private static string Row(string name, string threshold, NabScore[] scores, string all)
    {
        var cells = scores.Select(score =>
            string.Create(CultureInfo.InvariantCulture, $"{score.Score:F2} ({score.TruePositives}, {score.FalsePositives})"));
        var three = NabScore.Normalised(scores.Sum(score => score.Score), NabSeries.All.Sum(series => NabScore.Of(series, []).Score));
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {threshold} | {string.Join(" | ", cells)} | {three:F1} | {all} |");
    }

    private static NabScore[] Found((int Place, double Distance)[][] distances, double threshold) =>
    [
        .. NabSeries.All.Zip(distances, (series, points) =>
            NabScore.Of(series, points.Where(point => point.Distance > threshold).Select(point => point.Place))),
    ];

    /// <summary>How far off the points are that a low threshold finds.</summary>
    private static (int Place, double Distance)[] Distances(NabSeries series, string method, string threshold, string baseline)
    {
        var parameters = string.Create(CultureInfo.InvariantCulture, $"\"method\":\"{method}\",\"{threshold}\":{LeastThreshold}");
        parameters += baseline.Length > 0 ? $",\"baseline\":\"{baseline}\"" : "";
        return
        [
            .. Anomalies.Of(series.Points, parameters).Json.GetProperty("anomalies").EnumerateArray()
                .Select(anomaly => (anomaly.GetProperty("i").GetInt32(), Distance(anomaly.GetProperty("score")))),
        ];
    }

    private static double Distance(JsonElement score) =>
        score.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : Math.Abs(score.GetDouble());

    private static string Text(double threshold) => threshold.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex("<!-- nab -->(?<text>.*?)<!-- /nab -->", RegexOptions.Singleline)]
    private static partial Regex Part();
}
