using System.Globalization;

namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>What NAB published of one of its detectors for one series, or for all of them (Totals).</summary>
internal sealed record PublishedNabScore(
    string Detector,
    string File,
    double Threshold,
    double Score,
    int TruePositives,
    int TrueNegatives,
    int FalsePositives,
    int FalseNegatives)
{
    public static readonly PublishedNabScore[] All =
        [.. System.IO.File.ReadLines(ReferenceData.PathOf("nab/standard_scores.csv")).Skip(1).Select(line => Read(line.Split(',')))];

    public static PublishedNabScore Of(string detector, string file) => All.Single(row => row.Detector == detector && row.File == file);

    private static PublishedNabScore Read(string[] cells)
    {
        int[] counts = [.. cells[4..].Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];
        return new PublishedNabScore(cells[0], cells[1], Number(cells[2]), Number(cells[3]), counts[0], counts[1], counts[2], counts[3]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
