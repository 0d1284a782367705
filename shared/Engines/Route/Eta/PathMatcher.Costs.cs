namespace TlEngine.Engines.Route.Eta;

/// <summary>What is how likely: negative logarithms.</summary>
internal sealed partial class PathMatcher
{
    // β was found for fixes some seconds apart; the difference grows with the time between them.
    private const double SecondsOfBeta = 10;

    // As much as a fix at the search radius: one at the right place is never dearer than none.
    private const double SkipDeviations = 10;
    private const double SkipCost = 0.5 * SkipDeviations * SkipDeviations;

    // A vehicle that stands says the same thing again and again, with the same error.
    private const double StandingSkipCost = SkipCost / 10;

    // More than a fix or two that are wrong, less than a second round.
    private const double RestartCost = 100;

    // A round begins at the start: a vehicle that was elsewhere on the route a moment ago is not in the midst of another. It may have been
    // this many times as fast as the mean.
    private const double FastestStart = 3;

    // Newson and Krumm: until a fix is two standard deviations away nothing says that the vehicle has moved.
    private const double StandingDeviations = 2;

    // Vehicles are late by minutes and hardly ever early; the schedule only chooses where nothing else does.
    private const double TypicalDelay = 900;
    private const double TypicalLead = 180;
    private const double DearestDelay = 90;

    /// <summary>Metres within which a vehicle stands.</summary>
    private double Standing => StandingDeviations * parameters.SigmaM;

    /// <summary>What a step along the route costs; infinite where there is none.</summary>
    private double Step(in Node from, double along, double way, double seconds)
    {
        var step = along - from.Along;
        var possible = along >= from.High - parameters.BackwardM
            && step - (2 * parameters.SearchRadiusM) <= parameters.MaxSpeedMps * seconds;
        return possible
            ? Math.Abs(step - way) / (parameters.BetaM * Math.Max(1, seconds / SecondsOfBeta))
            : double.PositiveInfinity;
    }

    private double Prior(double along, double second)
    {
        var delay = second - timetable.ScheduledAt(along);
        var deviations = delay / (delay < 0 ? TypicalLead : TypicalDelay);
        return double.IsNaN(delay) ? 0 : Math.Min(0.5 * deviations * deviations, DearestDelay);
    }

    /// <summary>How far along the route a round may begin, so many seconds after the vehicle was elsewhere on it.</summary>
    private double FurthestStart(double seconds) => (2 * parameters.SearchRadiusM) + (FastestStart * timetable.Speed * seconds);
}
