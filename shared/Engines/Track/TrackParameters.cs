using TlEngine.Engines.Parameters;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track;

/// <summary>What all engines on tracks can be told.</summary>
internal abstract record TrackParameters
{
    [Parameter("The figure of the earth that distances are measured on.", Source = "WGS84 is what GPS coordinates refer to")]
    public DistanceModel DistanceModel { get; init; } = DistanceModel.Ellipsoid;

    [Parameter("Radius of the sphere, where distance_model is sphere.", Unit = "m", Minimum = 1, Maximum = 1e9,
        Source = "mean radius of the earth, IUGG")]
    public double RadiusM { get; init; } = Wgs84.MeanRadius;

    public Distance Distance => Distance.Of(DistanceModel, RadiusM);
}
