using OpenTelemetry.Exporter;
using TlEngine.Observability.Export;
using TlEngine.Tests.EndToEnd;

namespace TlEngine.Tests.Observability.Export;

/// <summary>OTEL_EXPORTER_OTLP_ENDPOINT: spans, metrics and logs reach a collector, and one that is away holds nothing up.</summary>
public sealed class TelemetryExportTests
{
    private const string Positions = """{"positions":[{"t":0,"lat":45.1,"lon":13.6},{"t":60000,"lat":45.2,"lon":13.6}]}""";

    [Fact]
    public async Task Execution_CollectorListens_GetsItsSpanMetricsAndLogs()
    {
        await using var collector = await CollectorStandIn.StartAsync();
        await using (var engine = await EngineServer.StartNewAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("RATE_LIMIT_PER_HOUR", "1")))
        {
            await engine.ExecuteAsync("track.summary", Positions);
            // Refused, which is logged once an hour.
            await engine.ExecuteAsync("track.summary", Positions);
            // What the service had to say last is sent while it stops.
            await engine.StopAsync();
        }

        Assert.Contains("engine track.summary", collector.Received("trace"), StringComparison.Ordinal);
        Assert.Contains("tl_engine.executions", collector.Received("metrics"), StringComparison.Ordinal);
        Assert.Contains("used up its", collector.Received("logs"), StringComparison.Ordinal);
        Assert.All((string[])["trace", "metrics", "logs"], signal =>
            Assert.Contains("deployment.environment.name", collector.Received(signal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Execution_CollectorIsAway_IsAnsweredAsEver()
    {
        await using var engine = await EngineServer.StartNewAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        var (response, _) = await engine.ExecuteAsync("track.summary", Positions);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("http://collector:4317", OtlpExportProtocol.Grpc, "http://collector:4317/")]
    [InlineData("http://collector:4318", OtlpExportProtocol.HttpProtobuf, "http://collector:4318/v1/traces")]
    public void Protocol_FollowsTheWellKnownPort(string address, OtlpExportProtocol protocol, string endpoint)
    {
        var options = new OtlpExporterOptions();
        ExportRegistration.PointTo(options, new Uri(address), "v1/traces");
        Assert.Equal(protocol, options.Protocol);
        Assert.Equal(endpoint, options.Endpoint.ToString());
    }
}
