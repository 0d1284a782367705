using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TlEngine.Observability.Export;

/// <summary>
/// Spans of calls, engines, statements and messages, and the service's own metrics, to a collector. What it cannot take is dropped: telemetry
/// never holds work up.
/// </summary>
internal sealed class TelemetryExport(Uri collector, ResourceBuilder resource) : IHostedService, IDisposable
{
    /// <summary>A pod that goes sends what it has, within the hosts' ten seconds.</summary>
    private const int FarewellMilliseconds = 3000;

    /// <summary>Not System.Net.Http: it would tell of each of these exports, each of which would be exported.</summary>
    private static readonly string[] Sources = [Telemetry.SourceName, "Microsoft.AspNetCore", "Npgsql", "RabbitMQ.Client.*"];

    private TracerProvider? _spans;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources)
            .AddOtlpExporter(exporter => ExportRegistration.PointTo(exporter, collector, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Instruments.MeterName)
            .AddOtlpExporter(exporter => ExportRegistration.PointTo(exporter, collector, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    /// <summary>Both at once and off this thread, since they wait for the collector.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _spans?.Shutdown(FarewellMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics?.Shutdown(FarewellMilliseconds), CancellationToken.None));

    public void Dispose()
    {
        _spans?.Dispose();
        _metrics?.Dispose();
    }
}
