using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TlEngine.Functions;
using TlEngine.Messaging.Tasks;
using TlEngine.Settings;
using TlEngine.Standalone.Functions;
using TlEngine.Standalone.Triggers;

namespace TlEngine.Standalone;

/// <summary>Runs the functions in one process, from the same attributes and settings that a Functions host reads.</summary>
internal static class StandaloneHost
{
    /// <summary>Longer than the functions' own drain, so that it always ends by itself.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    public static WebApplication Build(ServiceSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        ConfigureLogging(builder, settings);
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The functions check the body's size themselves, under either host.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(settings.Environment == "local" ? IPAddress.Loopback : IPAddress.Any, settings.Port);
        });
        builder.Services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = ShutdownTimeout;
            options.ServicesStopConcurrently = true;
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BodyBlocks>();
        builder.Services.AddFunctionApp(settings);
        builder.Services.AddSingleton<IProcessEnd, StandaloneEnd>();
        builder.Services.AddSingleton(HostJson.Read());
        builder.Services.AddSingleton<FunctionIndex>();
        builder.Services.AddHostedService<QueueTriggers>();
        builder.Services.AddHostedService<TimerTriggers>();
        var app = builder.Build();
        HttpTriggers.Map(app, app.Services.GetRequiredService<FunctionIndex>(), app.Services.GetRequiredService<HostJson>());
        return app;
    }

    private static void ConfigureLogging(WebApplicationBuilder builder, ServiceSettings settings)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(settings.LogLevel);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (settings.Environment == "local")
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }
        else
        {
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
    }
}
