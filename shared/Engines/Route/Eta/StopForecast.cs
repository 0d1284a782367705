namespace TlEngine.Engines.Route.Eta;

/// <summary>What is known of an arrival.</summary>
/// <param name="Arrival">In seconds from now; NaN for unknown.</param>
/// <param name="Uncertainty">Width of the window around it in seconds; NaN for unknown.</param>
/// <param name="Source">Where it comes from; null where nothing is known.</param>
internal readonly record struct StopForecast(StopState State, double Arrival, double Uncertainty, ForecastSource? Source)
{
    public static StopForecast Unknown(StopState state) => new(state, double.NaN, double.NaN, null);
}
