using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Readiness;

namespace TlEngine.Storage.Embedded;

internal static class EmbeddedRegistration
{
    /// <param name="path">The database's file; it and its folder are made when they are first needed.</param>
    public static IServiceCollection AddEmbeddedStorage(this IServiceCollection services, string path)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new SqliteFile(path, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<SqliteGateway>();
        services.TryAddSingleton<IMigrator, SqliteMigrator>();
        services.TryAddSingleton<IExecutionStore, SqliteExecutionStore>();
        services.TryAddSingleton<IExecutionList, SqliteExecutionList>();
        services.TryAddSingleton<IExecutionHistory, SqliteExecutionHistory>();
        services.TryAddSingleton<IEventOutbox, SqliteEventOutbox>();
        services.TryAddSingleton<IArchiveStore, SqliteArchiveStore>();
        services.TryAddSingleton<IExecutionCancels, SqliteExecutionCancels>();
        services.TryAddSingleton<IExecutionReplays, SqliteExecutionReplays>();
        services.TryAddSingleton<IScheduleStore, SqliteScheduleStore>();
        services.TryAddSingleton<IIdempotencyStore, SqliteIdempotencyStore>();
        services.TryAddSingleton<IDeadLetterStore, SqliteDeadLetterStore>();
        services.TryAddSingleton<IPayloadStore, SqlitePayloadStore>();
        services.TryAddSingleton<IDeliveryStore, SqliteDeliveryStore>();
        services.TryAddSingleton<IEndpointStore, SqliteEndpointStore>();
        services.TryAddSingleton<ISecretStore, SqliteSecretStore>();
        services.TryAddSingleton<IKeyStore, SqliteKeyStore>();
        services.TryAddSingleton<IActivityStore, SqliteActivityStore>();
        services.TryAddSingleton<IProbeStore, SqliteProbeStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, SqliteProbe>());
        return services;
    }
}
