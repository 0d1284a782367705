using System.Diagnostics.Metrics;
using TlEngine.Observability.Metrics;

namespace TlEngine.Tests.Observability.Metrics;

/// <summary>
/// Against the text exposition format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats) and OpenTelemetry's naming rules.
/// </summary>
public sealed class MetricsExporterTests : IDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid()}");
    private readonly MetricsExporter _exporter;

    public MetricsExporterTests()
    {
        _exporter = new MetricsExporter(_meter.Name);
        _exporter.StartAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counter_MeasuredTwice_AddsUpByLabels()
    {
        var counter = _meter.CreateCounter<long>("a.calls", "{call}", "Calls");
        counter.Add(2, Tag("who", "x"));
        counter.Add(3, Tag("who", "x"));
        counter.Add(1, Tag("who", "y"));

        Assert.Equal(
            """
            # HELP a_calls_total Calls
            # TYPE a_calls_total counter
            a_calls_total{who="x"} 5
            a_calls_total{who="y"} 1

            """,
            _exporter.Read());
    }

    [Fact]
    public void Histogram_ValuesOnAndBetweenBounds_CountUpToEachBound()
    {
        var histogram = _meter.CreateHistogram(
            "a.time", "s", "Time", tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.05, 0.1, 0.5, 7])
        {
            histogram.Record(value, Tag("who", "x"));
        }

        Assert.Equal(
            """
            # HELP a_time_seconds Time
            # TYPE a_time_seconds histogram
            a_time_seconds_bucket{who="x",le="0.1"} 2
            a_time_seconds_bucket{who="x",le="1"} 3
            a_time_seconds_bucket{who="x",le="+Inf"} 4
            a_time_seconds_sum{who="x"} 7.65
            a_time_seconds_count{who="x"} 4

            """,
            _exporter.Read());
    }

    [Fact]
    public void Observed_GoneSince_IsNotShownAnyMore()
    {
        var present = true;
        _meter.CreateObservableGauge("a.size", () => present ? (Measurement<long>[])[new(7, Tag("of", "x"))] : [], "By");

        Assert.Contains("a_size_bytes{of=\"x\"} 7\n", _exporter.Read(), StringComparison.Ordinal);
        present = false;
        Assert.DoesNotContain("a_size_bytes{", _exporter.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void ObservedCounter_ReadTwice_IsNotAddedUp()
    {
        _meter.CreateObservableCounter("a.cpu", () => 1.5, "s");
        _exporter.Read();

        Assert.Contains("a_cpu_seconds_total 1.5\n", _exporter.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gauge_SetTwice_HasTheLastValueUntilTheNext()
    {
        var gauge = _meter.CreateGauge<int>("a.level");
        gauge.Record(3);
        gauge.Record(2);
        _exporter.Read();

        Assert.Contains("# TYPE a_level gauge\na_level 2\n", _exporter.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void UpDownCounter_GoesBothWaysAndIsAGauge()
    {
        var running = _meter.CreateUpDownCounter<int>("a.running");
        running.Add(3);
        running.Add(-1);

        Assert.Contains("# TYPE a_running gauge\na_running 2\n", _exporter.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Label_WithQuoteBackslashAndLineFeed_IsEscaped()
    {
        _meter.CreateCounter<long>("a.calls").Add(1, Tag("who.is", "a\"b\\c\nd"));

        Assert.Contains("""a_calls_total{who_is="a\"b\\c\nd"} 1""" + "\n", _exporter.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_WithoutEnd_ShareOneSetPastTheThousandth()
    {
        var counter = _meter.CreateCounter<long>("a.calls");
        for (var i = 0; i < 1500; i++)
        {
            counter.Add(1, Tag("who", i));
        }

        var text = _exporter.Read();
        Assert.Equal(1001, text.Split('\n').Count(line => line.StartsWith("a_calls_total{", StringComparison.Ordinal)));
        Assert.Contains("a_calls_total{otel_metric_overflow=\"true\"} 500\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherMeters_AreNotHeard()
    {
        using var other = new Meter($"test-{Guid.NewGuid()}");
        other.CreateCounter<long>("not.mine").Add(1);

        Assert.Equal("", _exporter.Read());
    }

    [Fact]
    public async Task Counter_ManyThreads_LosesNothing()
    {
        var counter = _meter.CreateCounter<long>("a.calls");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                counter.Add(1, Tag("who", i % 3));
            }
        })));

        var sum = _exporter.Read().Split('\n').Where(line => line.StartsWith("a_calls_total{", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(40_000, sum);
    }

    private static KeyValuePair<string, object?> Tag(string key, object value) => new(key, value);
}
