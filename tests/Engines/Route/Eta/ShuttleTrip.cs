using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>One round of the shuttle as it really was.</summary>
/// <param name="Scheduled">Arrivals by the schedule, in seconds after <see cref="Recording.Start"/>.</param>
/// <param name="Arrivals">When it arrived.</param>
/// <param name="Departures">When it left.</param>
/// <param name="Fixes">What its receiver said.</param>
internal sealed record ShuttleTrip(double[] Scheduled, double[] Arrivals, double[] Departures, Fix[] Fixes);
