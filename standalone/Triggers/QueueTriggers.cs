using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TlEngine.Messaging;
using TlEngine.Standalone.Functions;

namespace TlEngine.Standalone.Triggers;

/// <summary>One consumer for each queue function; as in a Functions host, one message at a time is in the function.</summary>
internal sealed class QueueTriggers(FunctionIndex functions, IMessageBroker broker, HostJson hostJson, IConfiguration configuration,
    IServiceProvider services) : IHostedService, IDisposable
{
    private readonly List<IMessageConsumer> _consumers = [];
    private readonly CancellationTokenSource _stopping = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (function, trigger) in functions.TriggeredBy<RabbitMQTriggerAttribute>())
        {
            _consumers.Add(await broker.ConsumeAsync(
                Resolve(trigger.QueueName), Math.Min(1, hostJson.PrefetchCount), (message, token) => HandleAsync(function, message, token),
                cancellationToken));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_consumers.Select(consumer => consumer.DisposeAsync().AsTask()));
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>A queue name may be <c>%SETTING%</c>.</summary>
    private string Resolve(string queue) =>
        queue is ['%', .. var setting, '%']
            ? configuration[setting] ?? throw new InvalidOperationException($"The setting {setting}, which names a queue, is missing.")
            : queue;

    private async Task HandleAsync(FunctionEntry function, IncomingMessage message, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var properties = new Dictionary<string, object?>
        {
            ["BasicProperties"] = JsonSerializer.Serialize(
                new TriggerProperties(message.Properties.MessageId, message.Properties.AppId, message.Properties.CorrelationId,
                    message.Properties.ContentType),
                TriggerPropertiesJson.Default.TriggerProperties),
        };
        await function.InvokeAsync(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(byte[]) => message.Body.ToArray(),
            var type when type == typeof(string) => System.Text.Encoding.UTF8.GetString(message.Body.Span),
            var type when type == typeof(CancellationToken) => stop.Token,
            var type when type == typeof(FunctionContext) => new StandaloneContext(function.Name, services, properties, stop.Token),
            var type => throw new NotSupportedException($"{function.Name} has a parameter of type {type}, which this host cannot bind."),
        });
    }
}
