namespace TlEngine.Tests.Engines.Drawing;

/// <summary>A place on a picture, in pixels from its upper left corner.</summary>
internal readonly record struct Place(double X, double Y)
{
    public Place Moved(double right, double down) => new(X + right, Y + down);

    /// <summary>To a tenth of a pixel.</summary>
    public override string ToString() => $"{Picture.Number(X)} {Picture.Number(Y)}";
}
