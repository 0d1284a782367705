using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Clean;

/// <summary>Drops fixes that say themselves that they are too uncertain.</summary>
internal static class AccuracyPass
{
    public static void Run(Fixes fixes, FlagList flags, CleanParameters parameters)
    {
        using var memory = new Pooled<bool>(fixes.Count);
        var keep = memory.Span;
        for (var i = 0; i < fixes.Count; i++)
        {
            keep[i] = !(fixes.Accuracies[i] > parameters.MaxAccuracyM);
            if (!keep[i])
            {
                flags.Add(new Flag(fixes.Indices[i], FlagReason.Inaccurate, fixes.Accuracies[i]));
            }
        }

        if (keep.Contains(false))
        {
            fixes.Keep(keep);
        }
    }
}
