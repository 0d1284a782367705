namespace TlEngine.Engines.Route.Eta;

/// <summary>GTFS-Realtime's schedule relationship of a stop. Written in snake_case.</summary>
internal enum StopRelationship
{
    /// <summary>Served.</summary>
    Scheduled = 0,

    /// <summary>Not served; what is known of the stops before holds for those after.</summary>
    Skipped = 1,

    /// <summary>Nothing is known from here on.</summary>
    NoData = 2,
}
