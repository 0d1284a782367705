namespace TlEngine.Geodesy;

/// <summary>The figure of the earth that distances are measured on.</summary>
internal enum DistanceModel
{
    /// <summary>WGS84.</summary>
    Ellipsoid = 0,

    /// <summary>A sphere of a given radius, for figures that must agree with those of other programs.</summary>
    Sphere = 1,
}
