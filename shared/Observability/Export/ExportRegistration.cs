using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using TlEngine.Settings;

namespace TlEngine.Observability.Export;

internal static class ExportRegistration
{
    private const int HttpPort = 4318;

    /// <summary>Sends spans, metrics and logs to the collector of the settings; without one nothing is registered.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, ServiceSettings settings)
    {
        if (settings.Collector is not { } collector)
        {
            return services;
        }

        services.AddHostedService(_ => new TelemetryExport(collector, Resource(settings)));
        services.AddLogging(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(Resource(settings));
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter(exporter => PointTo(exporter, collector, "v1/logs"));
        }));
        return services;
    }

    /// <summary>OTLP over HTTP on its well-known port, over gRPC on every other, as collectors listen.</summary>
    public static void PointTo(OtlpExporterOptions exporter, Uri collector, string path)
    {
        var isHttp = collector.Port == HttpPort;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri(collector, path) : collector;
    }

    private static ResourceBuilder Resource(ServiceSettings settings) => ResourceBuilder.CreateEmpty()
        .AddService("tl-engine", serviceInstanceId: Environment.MachineName)
        .AddAttributes([new("deployment.environment.name", settings.Environment)]);
}
