using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TlEngine.Files;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine.Archive;

internal static class ArchiveRegistration
{
    public static IServiceCollection AddArchive(this IServiceCollection services)
    {
        services.TryAddSingleton<ArchiveFiles>();
        services.TryAddSingleton(provider => new ExecutionArchive(
            provider.GetRequiredService<IArchiveStore>(),
            provider.GetRequiredService<ArchiveFiles>(),
            provider.GetRequiredService<IFileStore>(),
            provider.GetRequiredService<ServiceSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ExecutionArchive>>()));
        services.TryAddSingleton(provider => new ArchiveRestore(
            provider.GetRequiredService<IArchiveStore>(),
            provider.GetRequiredService<ArchiveFiles>(),
            provider.GetRequiredService<IFileStore>()));
        return services;
    }
}
