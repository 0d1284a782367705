using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TlEngine.Engines.Geo.Fence;
using TlEngine.Engines.Outside;
using TlEngine.Engines.Outside.HttpCall;
using TlEngine.Engines.Outside.Notify;
using TlEngine.Engines.Pipelines;
using TlEngine.Engines.Route.Eta;
using TlEngine.Engines.Series.Aggregate;
using TlEngine.Engines.Series.Anomaly;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Events;
using TlEngine.Engines.Track.Segment;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Engines;

/// <summary>The engines of this service: one line each.</summary>
internal static class EngineRegistration
{
    public static IServiceCollection AddEngines(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EngineCatalogue>();

        // For an engine that runs others: the catalogue is made of it.
        services.AddSingleton(provider => new Lazy<EngineCatalogue>(provider.GetRequiredService<EngineCatalogue>));
        services.AddEngine<GeoFenceEngine>();
        services.AddOutside();
        services.AddEngine<HttpCallEngine>();
        services.AddEngine<NotifyWebhookEngine>();
        services.AddEngine<PipelineEngine>();
        services.AddEngine<RouteEtaEngine>();
        services.AddEngine<SeriesAggregateEngine>();
        services.AddEngine<SeriesAnomalyEngine>();
        services.AddEngine<TrackCleanEngine>();
        services.AddEngine<TrackEventsEngine>();
        services.AddEngine<TrackSegmentEngine>();
        services.AddEngine<TrackSimplifyEngine>();
        services.AddEngine<TrackSummaryEngine>();
        return services;
    }

    internal static void AddEngine<TEngine>(this IServiceCollection services)
        where TEngine : class, IEngine => services.AddSingleton<IEngine, TEngine>();
}
