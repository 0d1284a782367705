using Microsoft.Extensions.DependencyInjection;
using TlEngine.Readiness;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

/// <summary>One adapter over a database of its own, migrated, with the means to let time pass in it.</summary>
public abstract class StorageUnderTest : IAsyncLifetime
{
    private const string ClearCountsSql =
        """
        DELETE FROM activity_counts; DELETE FROM activity_hours; DELETE FROM engine_last_executions; DELETE FROM dependency_probes;
        """;

    private ServiceProvider? _services;

    public IExecutionStore Executions => Service<IExecutionStore>();

    public IExecutionList Lists => Service<IExecutionList>();

    public IExecutionHistory History => Service<IExecutionHistory>();

    public IEventOutbox Events => Service<IEventOutbox>();

    public IArchiveStore Archive => Service<IArchiveStore>();

    public IExecutionCancels Cancels => Service<IExecutionCancels>();

    public IExecutionReplays Replays => Service<IExecutionReplays>();

    public IScheduleStore Schedules => Service<IScheduleStore>();

    public IIdempotencyStore Idempotency => Service<IIdempotencyStore>();

    public IDeadLetterStore DeadLetters => Service<IDeadLetterStore>();

    public IPayloadStore Payloads => Service<IPayloadStore>();

    public IKeyStore Keys => Service<IKeyStore>();

    public IActivityStore Activity => Service<IActivityStore>();

    public IProbeStore Probes => Service<IProbeStore>();

    public IDeliveryStore Deliveries => Service<IDeliveryStore>();
    public IEndpointStore Endpoints => Service<IEndpointStore>();

    public ISecretStore Secrets => Service<ISecretStore>();

    public IMigrator Migrator => Service<IMigrator>();

    public IDependencyProbe Probe => Service<IDependencyProbe>();

    /// <summary>What the database holds to be now.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>1970 as the dialect writes it.</summary>
    public abstract string Epoch { get; }

    /// <summary>How far <see cref="Now"/> may be from the database's own clock.</summary>
    public abstract TimeSpan Tolerance { get; }

    public async Task InitializeAsync()
    {
        var settings = await CreateAsync();
        _services = BuildServices(settings);
        await Migrator.MigrateAsync(CancellationToken.None);
    }

    public virtual async Task DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    /// <summary>Moves the database's clock, or all times of the executions back, which is the same to them.</summary>
    public abstract Task PassAsync(TimeSpan time);

    /// <summary>The same for what is counted: moves the clock, or all that was counted back by whole hours.</summary>
    public abstract Task PassHoursAsync(int hours);

    /// <summary>Runs a statement that both dialects know.</summary>
    public abstract Task ExecuteAsync(string sql);

    /// <summary>The number that a query answers with.</summary>
    public abstract Task<long> CountAsync(string sql);

    public Task ClearAsync() => ExecuteAsync(
        """
        DELETE FROM schedule_runs; DELETE FROM schedules; DELETE FROM executions; DELETE FROM dead_letters; DELETE FROM idempotency_keys;
        DELETE FROM api_keys; DELETE FROM doomed_files;
        """ + ClearCountsSql);

    protected abstract Task<ServiceSettings> CreateAsync();

    protected virtual void Configure(IServiceCollection services)
    {
    }

    protected T Service<T>()
        where T : notnull => (_services ?? throw new InvalidOperationException("The storage is not initialised.")).GetRequiredService<T>();

    private ServiceProvider BuildServices(ServiceSettings settings)
    {
        var services = new ServiceCollection();
        Configure(services);
        services.AddStorage(settings);
        return services.BuildServiceProvider();
    }
}
