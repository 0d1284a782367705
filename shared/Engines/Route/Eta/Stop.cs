namespace TlEngine.Engines.Route.Eta;

/// <summary>A stop of the trip as the request has it.</summary>
/// <param name="Id">What the caller calls it; a loop has one twice.</param>
/// <param name="Along">Metres from the start of the route; NaN where its place tells.</param>
/// <param name="Scheduled">UTC ticks of the arrival; null for none.</param>
/// <param name="DwellS">Seconds from arrival to departure, as planned.</param>
/// <param name="Timepoint">Whether it is never left before the schedule says.</param>
internal sealed record Stop(
    string Id, double Latitude, double Longitude, double Along, long? Scheduled, double DwellS, bool? Timepoint, StopUpdate? Update);
