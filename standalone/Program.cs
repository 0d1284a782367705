using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TlEngine;
using TlEngine.Functions;
using TlEngine.Settings;
using TlEngine.Standalone;

try
{
    if (args is ["check-connections"])
    {
        // Before the settings are read as a whole: it tells of each by itself.
        return await FunctionApp.CheckConnectionsAsync();
    }

    var settings = FunctionApp.ReadSettings();
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

    await using var app = StandaloneHost.Build(settings);
    await app.Services.GetRequiredService<ServiceStartup>().BeforeServingAsync(app.Lifetime.ApplicationStopping);
    await app.StartAsync();
    Banner.Print(app, settings);
    await app.WaitForShutdownAsync();
    return Environment.ExitCode;
}
catch (SettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return FunctionApp.UnusableSettings;
}
catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{exception.Message} Set PORT to another one.");
    return FunctionApp.UnusableSettings;
}
