using System.Globalization;
using System.Text.RegularExpressions;

namespace TlEngine.Tests.Engines.Statistics;

/// <summary>A univariate data set of NIST's Statistical Reference Datasets, with its certified values.</summary>
internal sealed record NistData(double Mean, double StandardDeviation, double[] Values)
{
    public static NistData Read(string name)
    {
        var lines = File.ReadAllLines(ReferenceData.PathOf($"nist/{name}.dat"));
        var ruler = Array.FindLastIndex(lines, line => line.StartsWith("----", StringComparison.Ordinal));
        return new NistData(
            Certified(lines, "Sample Mean"),
            Certified(lines, "Sample Standard Deviation"),
            [.. lines.Skip(ruler + 1).Where(line => line.Trim().Length > 0).Select(line => Number(line.Trim()))]);
    }

    private static double Certified(string[] lines, string label)
    {
        var line = lines.First(line => line.StartsWith(label, StringComparison.Ordinal));
        return Number(Regex.Match(line, @"[-\d.]+(?=\s*(\(exact\))?\s*$)").Value);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
