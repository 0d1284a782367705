namespace TlEngine.Engines.Route.Eta;

/// <summary>
/// How much longer than expected the running takes on this trip: an average of actual over expected that forgets by half-lives, drawn
/// towards 1 while it rests on little.
/// </summary>
/// <param name="Value">1 for as expected.</param>
/// <param name="Observations">How many there were, old ones as parts.</param>
internal readonly record struct LiveFactor(double Value, double Observations)
{
    // Shorter stretches of running are mostly traffic lights.
    private const double SecondsOfObservation = 60;
    private const double Shrinkage = 3;

    // What is further off is a wrong schedule or a vehicle that stood for other reasons.
    private const double LeastRatio = 0.25;
    private const double LargestRatio = 4;

    public static LiveFactor Of(MatchedPath path, Trip trip, EtaParameters parameters)
    {
        var (actual, expected, count) = (0.0, 0.0, 0.0);
        MatchedFix? from = null;
        foreach (var fix in path.Fixes)
        {
            // At a stop nobody knows how much of the time is running.
            if (trip.IsNearStop(fix.Progress, parameters.StopZoneM))
            {
                continue;
            }

            var start = from ?? fix;
            var running = trip.Timetable.Running(start.Progress, fix.Progress);
            var held = trip.HasTimepoint(start.Progress, fix.Progress);
            if (from is null || held || running >= SecondsOfObservation)
            {
                from = fix;
            }

            if (running >= SecondsOfObservation && !held)
            {
                var ratio = (fix.Second - start.Second - trip.Dwell(start.Progress, fix.Progress)) / running;
                var weight = double.Exp2(Math.Min(fix.Second, 0) / parameters.HalfLifeS);
                actual += weight * running * Math.Clamp(ratio, LeastRatio, LargestRatio);
                expected += weight * running;
                count += weight;
            }
        }

        // Underflow leaves nothing of what is very old.
        return expected > 0
            ? new LiveFactor(1 + (count / (count + Shrinkage) * ((actual / expected) - 1)), count)
            : new LiveFactor(1, 0);
    }
}
