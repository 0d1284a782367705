using Microsoft.Extensions.DependencyInjection;
using TlEngine.Settings;
using TlEngine.Storage.Embedded;
using TlEngine.Storage.Postgres;

namespace TlEngine.Storage;

internal static class StorageRegistration
{
    /// <summary>PostgreSQL where DATABASE_URL is set, else the SQLite file under the data folder.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, ServiceSettings settings) =>
        settings.Database is { } database
            ? services.AddPostgresStorage(database)
            : services.AddEmbeddedStorage(Path.Combine(settings.DataFolder, "tl-engine.db"));
}
