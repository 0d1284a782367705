using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Webhooks;

internal static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<DeliveryMessageCodec>();
        services.TryAddSingleton<DeliveryPublisher>();
        services.TryAddSingleton<DeliverySweep>();
        services.TryAddSingleton<EndpointGate>();
        services.TryAddSingleton<DeliveryAttempt>();
        services.TryAddSingleton<DeliveryHandler>();
        services.TryAddSingleton<DeliveryService>();
        return services;
    }
}
