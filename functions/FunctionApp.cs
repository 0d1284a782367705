using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Access.Keys;
using TlEngine.Access.Tokens;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Events;
using TlEngine.Executions.Batches;
using TlEngine.Executions.Replays;
using TlEngine.Functions.Http.Door;
using TlEngine.Messaging;
using TlEngine.Readiness.Connections;
using TlEngine.Schedules;
using TlEngine.Settings;
using TlEngine.Webhooks.Deliveries;
using TlEngine.Storage;

namespace TlEngine.Functions;

/// <summary>What both hosts share: the settings, the services of the functions, and the commands.</summary>
public static class FunctionApp
{
    /// <summary>Exit code for settings that are not usable (EX_CONFIG of sysexits.h).</summary>
    public const int UnusableSettings = 78;

    /// <exception cref="SettingsException">Something is missing or wrong.</exception>
    public static ServiceSettings ReadSettings(bool brokerRequired = false) =>
        SettingsReader.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build(), brokerRequired);

    public static IServiceCollection AddFunctionApp(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddTlEngine(settings);
        services.TryAddSingleton(provider => new CredentialReader(
            provider.GetRequiredService<KeyDirectory>(), provider.GetService<TokenVerifier>()));
        services.TryAddSingleton<CrossOrigin>();
        services.TryAddSingleton<HttpDoor>();
        services.TryAddSingleton(provider => new KeyDoor(
            provider.GetRequiredService<KeyService>(), settings, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEventWriter, ExecutionEventWriter>();
        services.TryAddSingleton(provider => new DeliveryDoor(provider.GetRequiredService<DeliveryService>()));
        services.TryAddSingleton<RouteTable>();
        services.TryAddSingleton<OpenApi>();
        services.TryAddSingleton(provider => new ExecuteDoor(
            provider.GetRequiredService<ExecutionService>(), provider.GetRequiredService<PayloadReader>()));
        services.TryAddSingleton<ExecutionAccess>();
        services.TryAddSingleton<ResultDoor>();
        services.TryAddSingleton(provider => new CancelDoor(provider.GetRequiredService<CancelService>()));
        services.TryAddSingleton(provider => new ReplayDoor(
            provider.GetRequiredService<ReplayService>(), provider.GetRequiredService<EngineCatalogue>()));
        services.TryAddSingleton(provider => new ScheduleDoor(
            provider.GetRequiredService<ScheduleService>(), provider.GetRequiredService<IScheduleStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new EventDoor(
            provider.GetRequiredService<IExecutionHistory>(),
            provider.GetRequiredService<ExecutionWatch>(),
            provider.GetRequiredService<Shutdown>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new DeadLetterDoor(provider.GetRequiredService<DeadLetterReplays>()));
        services.TryAddSingleton(provider => new BatchDoor(provider.GetRequiredService<BatchService>()));
        return services;
    }

    /// <summary>Applies migrations and declares the topology, then ends: a job runs it before anything is scaled from zero.</summary>
    public static async Task PrepareAsync(ServiceSettings settings)
    {
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConsole())
            .AddFunctionApp(settings)
            .BuildServiceProvider();
        await services.GetRequiredService<ServiceStartup>().RunAsync(CancellationToken.None);
    }

    /// <summary>Says of every server of the settings whether it works, and what to do when it does not.</summary>
    /// <returns>The exit code: 0, or 1 when one does not.</returns>
    public static Task<int> CheckConnectionsAsync() => ConnectionCheck.RunAsync(
        new ConfigurationBuilder().AddEnvironmentVariables().Build(), Console.Out, TimeProvider.System, CancellationToken.None);
}
