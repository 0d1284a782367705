using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Files.Embedded;
using TlEngine.Files.S3;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Files;

/// <summary>The files: S3 where it is set up, else a folder.</summary>
internal static class FilesRegistration
{
    public static IServiceCollection AddFiles(this IServiceCollection services, ServiceSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (settings.S3 is not { } s3)
        {
            services.TryAddSingleton<IFileStore>(new EmbeddedFileStore(settings.DataFolder));
            services.AddSingleton<IDependencyProbe>(new EmbeddedProbe("s3", required: false));
            return services;
        }

        services.TryAddSingleton(provider => new S3FileStore(s3, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IFileStore>(provider => provider.GetRequiredService<S3FileStore>());
        services.AddSingleton<IDependencyProbe, S3Probe>();
        return services;
    }
}
