using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TlEngine;
using TlEngine.Functions;
using TlEngine.Messaging.Tasks;
using TlEngine.Settings;

try
{
    if (args is ["check-connections"])
    {
        // Before the settings are read as a whole: it tells of each by itself.
        return await FunctionApp.CheckConnectionsAsync();
    }

    var settings = FunctionApp.ReadSettings(brokerRequired: true);
    if (args is ["prepare"])
    {
        await FunctionApp.PrepareAsync(settings);
        return 0;
    }

    if (args is ["restore-archive", ..])
    {
        return await RestoreCommand.RunAsync(args, settings);
    }

    if (args is ["store-backup" or "fetch-backup", ..])
    {
        return await BackupCommand.RunAsync(args, settings);
    }

    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.Services.AddFunctionApp(settings);
    builder.Services.AddSingleton<IProcessEnd, FunctionsHostEnd>();
    using var host = builder.Build();

    // The Functions host indexes the functions once this process has connected: by then tables and queues must exist.
    var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
    await host.Services.GetRequiredService<ServiceStartup>().BeforeServingAsync(lifetime.ApplicationStopping);
    await host.RunAsync();
    return Environment.ExitCode;
}
catch (SettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return FunctionApp.UnusableSettings;
}
