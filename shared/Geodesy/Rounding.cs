namespace TlEngine.Geodesy;

/// <summary>The limits of a double that the search for a geodesic works against.</summary>
internal static class Rounding
{
    /// <summary>The step from 1 to the next double.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>The root of the smallest normal double: its square is not lost.</summary>
    public const double Tiny = 1.4916681462400413e-154;
}
