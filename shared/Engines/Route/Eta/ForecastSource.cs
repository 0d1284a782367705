namespace TlEngine.Engines.Route.Eta;

/// <summary>Where an arrival comes from. Written in snake_case.</summary>
internal enum ForecastSource
{
    /// <summary>The vehicle was seen to arrive.</summary>
    Observed = 0,

    /// <summary>From where the vehicle is.</summary>
    Live = 1,

    /// <summary>From the delay at a stop before, as GTFS-Realtime hands it on.</summary>
    Propagated = 2,
}
