namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>One prediction of one arrival, and what others would have said. Errors are in seconds, positive for too late.</summary>
/// <param name="Horizon">Seconds until the vehicle really arrived.</param>
/// <param name="Schedule">Error of the schedule.</param>
/// <param name="ConstantSpeed">Error of the way ahead at the schedule's mean speed.</param>
/// <param name="LastDelay">Error of the schedule and the delay at the last stop.</param>
/// <param name="Eta">Error of the engine.</param>
/// <param name="Width">Width of the window that it gave.</param>
internal sealed record Prediction(double Horizon, double Schedule, double ConstantSpeed, double LastDelay, double Eta, double Width);
