namespace TlEngine.Engines.Geo.Fence;

/// <summary>The way to a fix, with its times.</summary>
/// <param name="From">UTC ticks.</param>
/// <param name="Known">Short enough to interpolate on.</param>
/// <param name="Place">Which of the fixes, in their order, it leads to.</param>
/// <param name="Fix">Input index of the fix it leads to.</param>
/// <param name="Accuracy">That fix's, in metres; 0 where it has none.</param>
internal readonly record struct FenceLeg(Leg Way, long From, long To, bool Known, int Place, int Fix, double Accuracy)
{
    public Moment Start => new(From, Way.FromLatitude, Way.FromLongitude, false);

    public Moment End => new(To, Way.ToLatitude, Way.ToLongitude, false);

    public Moment At(double share)
    {
        if (share <= 0)
        {
            return Start;
        }

        if (share >= 1)
        {
            return End;
        }

        var (latitude, longitude) = Way.At(share);
        return new Moment(From + (long)Math.Round(share * (To - From)), latitude, longitude, true);
    }
}
