using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using TlEngine.Executions;
using TlEngine.Functions;
using TlEngine.Messaging;
using TlEngine.Settings;
using TlEngine.Storage;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Storage;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Tests.Webhooks.Deliveries;

/// <summary>The service's own parts on embedded adapters, under a clock that only moves when told to. Messages are handed over by the test.</summary>
internal sealed class DeliveriesUnderTest : IAsyncDisposable
{
    public const string Key = "tl-plane-test-key";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tl-engine-deliveries-{Guid.NewGuid():N}");
    private readonly ServiceProvider _services;

    public DeliveriesUnderTest()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddFunctionApp(new ServiceSettings
            {
                Environment = "local",
                DataFolder = _folder,
                TlPlaneApiKey = Key,
                AdminApiKey = "admin-test-key",
                OutboundAllow = OutboundUnderTest.Allow(OutboundUnderTest.Loopback),
            })
            .BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public IDeliveryStore Store => Service<IDeliveryStore>();

    public IMessageBroker Broker => Service<IMessageBroker>();

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<DeliveriesUnderTest> StartAsync()
    {
        var deliveries = new DeliveriesUnderTest();
        await deliveries.Service<IMigrator>().MigrateAsync(default);
        return deliveries;
    }

    /// <summary>An execution that has just ended, and its delivery.</summary>
    public async Task<Delivery> PlanAsync(Uri url, string caller = "tl-plane", string result = """{"ok":true}""", bool succeeds = true)
    {
        var store = Service<IExecutionStore>();
        var inserted = await store.InsertAsync(
            [
                new NewExecution
                {
                    Id = new ExecutionId(Guid.NewGuid()),
                    EngineId = "track.clean",
                    EngineVersion = "1",
                    Action = "run",
                    Caller = caller,
                    Source = ExecutionSource.Http,
                    Fingerprint = new byte[32],
                    Input = Plain("{}"),
                    Timeout = TimeSpan.FromSeconds(30),
                    CreatedAt = Clock.GetUtcNow(),
                    DueAt = Clock.GetUtcNow(),
                    CallbackUrl = url,
                    ClaimFor = TimeSpan.FromSeconds(60),
                },
            ],
            default);
        var claim = inserted[0].Row.Claim;
        await store.FinishAsync(
            [
                succeeds
                    ? new Completion(claim, ExecutionEvent.Succeed, TimeSpan.FromMilliseconds(1)) { Result = Plain(result) }
                    : new Completion(claim, ExecutionEvent.Fail, TimeSpan.Zero) { Error = new ExecutionError("engine_failed", "It failed.", false, 1) },
            ],
            default);
        return Assert.Single(await Store.ListAsync(inserted[0].Row.Id, default));
    }

    /// <summary>Hands the delivery's message to the handler, as the queue function does.</summary>
    public async Task<Delivery> HandleAsync(Delivery row)
    {
        await Service<TlEngine.Messaging.Tasks.MessageSeal>().OpenAsync(default);
        var message = new IncomingMessage(Service<DeliveryMessageCodec>().Write(row.Id), MessageProperties.Empty);
        await Service<DeliveryHandler>().HandleAsync(Topology.Webhooks, message, default);
        return (await Store.FindAsync(row.Id, default))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Payload Plain(string json) => new(Encoding.UTF8.GetBytes(json), null, PayloadEncoding.Plain, Encoding.UTF8.GetByteCount(json));
}
