using System.Globalization;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Reads GeoJSON's arrays of <c>[lon, lat]</c> and unrolls their longitudes.</summary>
internal sealed class LineReader(InputErrors errors)
{
    public const string ExpectedPlace = "[lon, lat], a longitude from -360 to 360 and a latitude from -90 to 90";
    public const string ExpectedLine = "an array of at least 2 positions";
    private const string ExpectedRing = "an array of at least 4 positions, the last equal to the first";

    private readonly List<double> _x = [];
    private readonly List<double> _y = [];

    /// <summary>A line of two places at least. Null where it has a fault.</summary>
    public Edges? ReadLine(ref Utf8Scanner scanner, string pointer) =>
        TryRead(ref scanner, pointer, 2, ExpectedLine) ? new Edges([.. _x], [.. _y]) : null;

    /// <summary>A closed line. One that goes round the earth encloses the pole that it is nearer to. Null where it has a fault.</summary>
    public Ring? ReadRing(ref Utf8Scanner scanner, string pointer)
    {
        if (!TryRead(ref scanner, pointer, 4, ExpectedRing))
        {
            return null;
        }

        var turns = _x[^1] - _x[0];
        if (_y[^1] != _y[0] || Math.IEEERemainder(turns, 360) != 0)
        {
            errors.Add(
                $"{pointer}/{_x.Count - 1}",
                string.Create(CultureInfo.InvariantCulture, $"Found [{_x[^1]},{_y[^1]}]; expected the first position, [{_x[0]},{_y[0]}]."));
            return null;
        }

        if (turns != 0)
        {
            var pole = _y.Average() < 0 ? -90 : 90;
            Add(_x[^1], pole);
            Add(_x[0], pole);
            Add(_x[0], _y[0]);
        }

        return new Ring(new Edges([.. _x], [.. _y]));
    }

    public bool TryPlace(ref Utf8Scanner scanner, string pointer, out double longitude, out double latitude)
    {
        latitude = longitude = 0;
        var start = scanner.At;
        if (scanner.TryTake((byte)'[')
            && scanner.NextItem() && scanner.TryNumber(out longitude) && Math.Abs(longitude) <= 360
            && scanner.NextItem() && scanner.TryNumber(out latitude) && Math.Abs(latitude) <= 90
            && TrySkipAltitude(ref scanner))
        {
            return true;
        }

        scanner.At = start;
        errors.AddUnexpected(pointer, scanner.Skip(), ExpectedPlace);
        return false;
    }

    private static bool TrySkipAltitude(ref Utf8Scanner scanner)
    {
        while (scanner.NextItem())
        {
            if (!scanner.TryNumber(out _))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRead(ref Utf8Scanner scanner, string pointer, int least, string expected)
    {
        _x.Clear();
        _y.Clear();
        var start = scanner.At;
        if (!scanner.TryTake((byte)'['))
        {
            errors.AddUnexpected(pointer, scanner.Skip(), expected);
            return false;
        }

        var (good, count) = (true, 0);
        for (var written = 0.0; scanner.NextItem(); count++)
        {
            if (!TryPlace(ref scanner, $"{pointer}/{count}", out var longitude, out var latitude))
            {
                good = false;
                continue;
            }

            Add(Unroll(longitude, written), latitude);
            written = longitude;
        }

        if (count < least)
        {
            scanner.At = start;
            errors.AddUnexpected(pointer, scanner.Skip(), expected);
            return false;
        }

        return good && IsWithinOneTurn(pointer);
    }

    private bool IsWithinOneTurn(string pointer)
    {
        var span = _x.Max() - _x.Min();
        if (span <= 360)
        {
            return true;
        }

        errors.Add(
            pointer,
            string.Create(CultureInfo.InvariantCulture, $"Spans {span}° of longitude; expected once round the earth, 360°, at most."));
        return false;
    }

    /// <summary>The shorter way from the vertex before, except where the two are written a whole turn apart.</summary>
    private double Unroll(double longitude, double written)
    {
        if (_x.Count == 0)
        {
            return longitude;
        }

        var turns = Math.Abs(longitude - written) == 360 ? Math.Round((_x[^1] - written) / 360) : Math.Round((_x[^1] - longitude) / 360);
        return longitude + (360 * turns);
    }

    private void Add(double x, double y)
    {
        _x.Add(x);
        _y.Add(y);
    }
}
