using System.Globalization;
using System.Xml.Linq;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>
/// An SVG of lines, dots and words, with a title and a description for who cannot see it. The same calls give the same bytes.
/// </summary>
internal sealed class Picture
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly XElement _root;

    public Picture(double width, double height, string title, string description)
    {
        _root = new XElement(
            _svg + "svg",
            Attributes(("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("width", Number(width)), ("height", Number(height))),
            Attributes(("role", "img"), ("aria-labelledby", "title description")),
            new XElement(_svg + "title", new XAttribute("id", "title"), title),
            new XElement(_svg + "desc", new XAttribute("id", "description"), description),
            new XElement(_svg + "style", PictureStyle.Css));
        Add("rect", "paper", ("x", "0.5"), ("y", "0.5"), ("width", Number(width - 1)), ("height", Number(height - 1)), ("rx", "8"));
    }

    public static string Number(double value) => Math.Round(value + 0.0, 1).ToString("0.#", CultureInfo.InvariantCulture);

    public void Line(string style, params IEnumerable<Place> places) =>
        Add("polyline", $"line {style}", ("points", string.Join(' ', places)));

    public void Area(string style, params IEnumerable<Place> places) =>
        Add("polygon", $"area {style}", ("points", string.Join(' ', places)));

    /// <summary>A line so many pixels broad, as an area.</summary>
    public void Band(string style, double width, params IEnumerable<Place> places) =>
        Add("polyline", $"band {style}", ("stroke-width", Number(width)), ("points", string.Join(' ', places)));

    /// <param name="kind"><c>dot</c>, <c>ring</c> or <c>area</c>, and a colour.</param>
    public void Circle(string kind, Place at, double radius) =>
        Add("circle", kind, ("cx", Number(at.X)), ("cy", Number(at.Y)), ("r", Number(radius)));

    /// <summary>A dot of a colour that the style does not have.</summary>
    public void Dot(string colour, Place at, double radius) =>
        Add("circle", "dot", ("style", $"color: {colour}"), ("cx", Number(at.X)), ("cy", Number(at.Y)), ("r", Number(radius)));

    public void Bar(string style, Place from, Place to, double round = 3) => Add(
        "rect", $"bar {style}", ("x", Number(from.X)), ("y", Number(from.Y)), ("width", Number(Math.Max(to.X - from.X, 2))),
        ("height", Number(to.Y - from.Y)), ("rx", Number(round)));

    public void Cross(string style, Place at, double size = 5)
    {
        Line(style, at.Moved(-size, -size), at.Moved(size, size));
        Line(style, at.Moved(-size, size), at.Moved(size, -size));
    }

    /// <param name="style">A colour, and perhaps <c>small</c>, <c>head</c> or <c>halo</c>.</param>
    /// <param name="anchor">Where the text's place is: its <c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public void Text(string style, Place at, string text, string anchor = "start") => _root.Add(new XElement(
        _svg + "text", Attributes(("class", style), ("x", Number(at.X)), ("y", Number(at.Y)), ("text-anchor", anchor)), text));

    /// <summary>Words beside the middle of a line, on the side that is further from a place.</summary>
    public void TextBeside(string style, Place[] line, Place away, string text)
    {
        var (a, b) = (line[(line.Length - 1) / 2], line[line.Length / 2]);
        (a, b) = a == b ? (a, line[^1]) : (a, b);
        var middle = new Place((a.X + b.X) / 2, (a.Y + b.Y) / 2);
        var length = Math.Max(1, Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2)));
        var (right, down) = ((b.Y - a.Y) / length, (a.X - b.X) / length);
        var side = ((middle.X - away.X) * right) + ((middle.Y - away.Y) * down) < 0 ? -1 : 1;
        var anchor = (right * side) switch { > 0.3 => "start", < -0.3 => "end", _ => "middle" };
        Text(style, middle.Moved(12 * side * right, (14 * side * down) + 4), text, anchor);
    }

    public override string ToString() => _root.ToString().ReplaceLineEndings("\n") + "\n";

    private void Add(string element, string style, params (string Name, string Value)[] attributes) =>
        _root.Add(new XElement(_svg + element, new XAttribute("class", style), Attributes(attributes)));

    private static XAttribute[] Attributes(params (string Name, string Value)[] attributes) =>
        [.. attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value))];
}
