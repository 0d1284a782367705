using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Functions;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Messaging.Tasks;
using TlEngine.Messaging;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>One process of the service within this one, over real servers, which may die at a step.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ServiceProvider _services;
    private readonly Mortality _life;
    private Task _serving = Task.CompletedTask;

    public Instance(ServiceSettings settings, Mortality? life = null, TimeProvider? time = null)
    {
        _life = life ?? new Mortality(null, false);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
        services.AddFunctionApp(settings);
        services.AddSingleton<IEngine>(new EchoEngine(_life));
        Decorate<IExecutionStore>(services);
        Decorate<IScheduleStore>(services);
        Decorate<IMessageBroker>(services);
        _services = services.BuildServiceProvider();
    }

    public Task Died => _life.Died;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task PrepareAsync() => Get<ServiceStartup>().RunAsync(CancellationToken.None);

    public Task RecoverAsync() => Get<ExecutionRecovery>().RunAsync(CancellationToken.None);

    /// <summary>Works the task queue until the end.</summary>
    public void Serve() => _serving = Task.Run(ServeAsync);

    /// <summary>What the world notices of a death: connections are cut. Nothing waits for what the dead one was doing.</summary>
    public async Task BuryAsync()
    {
        await Get<RabbitBroker>().DisposeAsync();
        await Get<NpgsqlDataSource>().DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Died.IsCompleted)
        {
            return;
        }

        await _end.CancelAsync();
        await _serving;
        await _services.DisposeAsync();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            await using var puller = await Get<IMessageBroker>().OpenPullerAsync(Topology.Tasks, _end.Token);
            while (!_end.IsCancellationRequested)
            {
                var taken = await puller.TakeAsync(1, _end.Token);
                if (taken.Count == 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), _end.Token);
                    continue;
                }

                await Get<QueueWorker>().RunAsync(Topology.Tasks, taken[0], CancellationToken.None);
                await puller.AcknowledgeAsync(taken, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Disposed while the queue was empty.
        }
    }

    private void Decorate<T>(ServiceCollection services)
        where T : class
    {
        var real = services.Single(service => service.ServiceType == typeof(T));
        services.Remove(real);
        services.AddSingleton(provider => MortalPort<T>.Around(
            (T)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)), _life));
    }
}
