using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace TlEngine.Bench.Plain;

/// <summary>
/// The jobs of the engines on tracks as one would write them on a free afternoon: a serializer, objects, haversine, one pass. Each leaves
/// out most of what its engine looks at (faulty fixes, order, time zones, gaps, state), so it is a floor for the plain way, not its equal.
/// </summary>
internal static class PlainTracks
{
    /// <summary>Drops what is inaccurate and what is out of reach of the fix before it.</summary>
    public static byte[] Clean(byte[] json)
    {
        var positions = PlainPosition.Read(json);
        var kept = new List<int>();
        for (var i = 0; i < positions.Length; i++)
        {
            var last = kept.Count == 0 ? null : positions[kept[^1]];
            var far = last is not null && last.DistanceTo(positions[i]) > 50 * last.SecondsTo(positions[i]);
            if (!far && positions[i].Accuracy is not > 100)
            {
                kept.Add(i);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { kept });
    }

    /// <summary>Moving is who is fast; a change counts after three minutes.</summary>
    public static byte[] Segment(byte[] json)
    {
        var positions = PlainPosition.Read(json);
        var trips = new List<object>();
        var (start, slow, metres) = (-1, 0, 0.0);
        for (var i = 1; i < positions.Length; i++)
        {
            var leg = positions[i - 1].DistanceTo(positions[i]);
            var seconds = positions[i - 1].SecondsTo(positions[i]);
            metres += start < 0 ? 0 : leg;
            if (leg / seconds > 1.1)
            {
                (start, slow) = (start < 0 ? i - 1 : start, i);
            }
            else if (start >= 0 && positions[slow].SecondsTo(positions[i]) > 180)
            {
                trips.Add(new { from = start, to = slow, distance_m = metres });
                (start, metres) = (-1, 0);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { trips });
    }

    public static byte[] Summary(byte[] json)
    {
        var positions = PlainPosition.Read(json);
        var (distance, moving, fastest) = (0.0, 0.0, 0.0);
        for (var i = 1; i < positions.Length; i++)
        {
            var leg = positions[i - 1].DistanceTo(positions[i]);
            var seconds = positions[i - 1].SecondsTo(positions[i]);
            distance += leg;
            moving += leg / seconds > 1 / 3.6 ? seconds : 0;
            fastest = Math.Max(fastest, positions[i].Speed ?? leg / seconds);
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { distance_m = distance, moving_s = moving, max_speed_mps = fastest });
    }

    /// <summary>Too fast, too hard on the pedals, silent.</summary>
    public static byte[] Events(byte[] json)
    {
        var positions = PlainPosition.Read(json);
        var events = new List<object>();
        var over = -1;
        for (var i = 1; i < positions.Length; i++)
        {
            var seconds = positions[i - 1].SecondsTo(positions[i]);
            var speed = positions[i].Speed ?? positions[i - 1].DistanceTo(positions[i]) / seconds;
            if (speed <= 14)
            {
                over = -1;
            }
            else if (over < 0)
            {
                over = i;
            }

            if (over >= 0 && over != int.MaxValue && positions[over].SecondsTo(positions[i]) >= 15)
            {
                events.Add(new { type = "overspeed", i });
                over = int.MaxValue;
            }

            var change = (positions[i].Speed - positions[i - 1].Speed) / seconds;
            if (seconds <= 3 && change is > 2.5 or < -3)
            {
                events.Add(new { type = "harsh", i });
            }

            over = over == int.MaxValue ? i : over;
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { events });
    }

    /// <summary>Through NetTopologySuite; the tolerance in degrees.</summary>
    public static byte[] Simplify(byte[] json, Func<Geometry, Geometry> simplify)
    {
        var positions = PlainPosition.Read(json);
        var line = new LineString([.. positions.Select(position => new Coordinate(position.Longitude, position.Latitude))]);
        return JsonSerializer.SerializeToUtf8Bytes(simplify(line).Coordinates.Select(place => new { lon = place.X, lat = place.Y }));
    }

    /// <summary>Prepared geometries, each fix against each fence.</summary>
    public static byte[] Fence(byte[] json, IReadOnlyList<IPreparedGeometry> fences)
    {
        var positions = PlainPosition.Read(json);
        var inside = new bool[fences.Count];
        var events = new List<object>();
        for (var i = 0; i < positions.Length; i++)
        {
            var place = GeometryFactory.Default.CreatePoint(new Coordinate(positions[i].Longitude, positions[i].Latitude));
            for (var fence = 0; fence < fences.Count; fence++)
            {
                if (fences[fence].Covers(place) != inside[fence])
                {
                    inside[fence] = !inside[fence];
                    events.Add(new { type = inside[fence] ? "enter" : "exit", fence, i });
                }
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { events });
    }

    /// <summary>The nearest place of the route to each fix, by NetTopologySuite's linear referencing.</summary>
    public static byte[] Match(byte[] json, LineString route)
    {
        var positions = PlainPosition.Read(json);
        var index = new NetTopologySuite.LinearReferencing.LengthIndexedLine(route);
        var along = positions.Select(position => index.Project(new Coordinate(position.Longitude, position.Latitude))).ToArray();
        return JsonSerializer.SerializeToUtf8Bytes(new { along });
    }
}
