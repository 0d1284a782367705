namespace TlEngine.Engines.Track.Simplify;

/// <summary>The fix furthest from a chord, of equals the first.</summary>
/// <param name="Fix">Which it is.</param>
/// <param name="Square">Of its distance, by <paramref name="Unit"/>: it spares the division where distances are only compared.</param>
/// <param name="Unit">What the square is divided by for the square of metres.</param>
internal readonly record struct Furthest(int Fix, double Square, double Unit)
{
    public double SquareMetres => Square / Unit;
}
