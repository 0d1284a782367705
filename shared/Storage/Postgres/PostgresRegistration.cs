using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using TlEngine.Readiness;

namespace TlEngine.Storage.Postgres;

internal static class PostgresRegistration
{
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, NpgsqlConnectionStringBuilder database)
    {
        services.TryAddSingleton(_ => PostgresDataSource.Create(database));
        services.TryAddSingleton<PostgresGateway>();
        services.TryAddSingleton<IMigrator, PostgresMigrator>();
        services.TryAddSingleton<IExecutionStore, PostgresExecutionStore>();
        services.TryAddSingleton<IExecutionList, PostgresExecutionList>();
        services.TryAddSingleton<IExecutionHistory, PostgresExecutionHistory>();
        services.TryAddSingleton<IEventOutbox, PostgresEventOutbox>();
        services.TryAddSingleton<IArchiveStore, PostgresArchiveStore>();
        services.TryAddSingleton<IExecutionCancels, PostgresExecutionCancels>();
        services.TryAddSingleton<IExecutionReplays, PostgresExecutionReplays>();
        services.TryAddSingleton<IScheduleStore, PostgresScheduleStore>();
        services.TryAddSingleton<IIdempotencyStore, PostgresIdempotencyStore>();
        services.TryAddSingleton<IDeadLetterStore, PostgresDeadLetterStore>();
        services.TryAddSingleton<IPayloadStore, PostgresPayloadStore>();
        services.TryAddSingleton<IDeliveryStore, PostgresDeliveryStore>();
        services.TryAddSingleton<IEndpointStore, PostgresEndpointStore>();
        services.TryAddSingleton<ISecretStore, PostgresSecretStore>();
        services.TryAddSingleton<IKeyStore, PostgresKeyStore>();
        services.TryAddSingleton<IActivityStore, PostgresActivityStore>();
        services.TryAddSingleton<IProbeStore, PostgresProbeStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, PostgresProbe>());
        return services;
    }
}
