using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Route.Eta;

/// <summary>Where the vehicle is on its route, and when it is where.</summary>
/// <param name="origin">UTC ticks of now.</param>
internal sealed class EtaResult(
    FlagList flags, int used, RouteLine route, Trip trip, MatchedPath path, LiveFactor factor, StopForecast[] forecasts,
    EtaParameters parameters, long origin)
    : TrackResult(flags, used)
{
    // More than from one end of the calendar to the other.
    private const double LongestTicks = 4e18;

    private static readonly JsonEncodedText[] States = Words<StopState>();
    private static readonly JsonEncodedText[] Sources = Words<ForecastSource>();

    /// <summary>The age of the last fix is in every result.</summary>
    public override bool DependsOnClock => parameters.NowIsClock;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        MatchedFix? last = path.Fixes.Count > 0 ? path.Fixes[^1] : null;
        WriteNumber(writer, "progress_m", last?.Progress ?? double.NaN);
        writer.WriteNumber("route_length_m", route.Length);
        writer.WriteBoolean("off_route", Used > 0 && (last is null || path.FixesSince >= parameters.OffRouteFixes));
        writer.WriteBoolean("stale", last is null || -last.Value.Second > parameters.StaleS);
        WriteTime(writer, "last_seen", last is { } seen ? TicksOf(seen.Second) : null);
        writer.WriteNumber("live_factor", factor.Value);
        writer.WriteNumber("observations", Math.Round(factor.Observations, 3));
        writer.WriteStartArray("stops");
        for (var k = 0; k < forecasts.Length; k++)
        {
            WriteStop(writer, k);
        }

        writer.WriteEndArray();
        if (parameters.IncludeMatches)
        {
            WriteMatches(writer);
        }
    }

    private static JsonEncodedText[] Words<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsNaN(value))
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, long? ticks)
    {
        if (ticks is { } known)
        {
            writer.WriteString(name, Rfc3339.ToUtc(known));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private void WriteStop(Utf8JsonWriter writer, int k)
    {
        var (stop, forecast) = (trip.Stops[k], forecasts[k]);
        var offset = double.IsNaN(stop.Along) ? route.Offset(stop.Latitude, stop.Longitude, trip.Along(k)) : 0;
        long? eta = double.IsNaN(forecast.Arrival) ? null : WholeSecond(TicksOf(forecast.Arrival));
        var delay = eta is { } time && stop.Scheduled is { } scheduled
            ? (double)(time - scheduled) / TimeSpan.TicksPerSecond
            : double.NaN;
        writer.WriteStartObject();
        writer.WriteString("id", stop.Id);
        writer.WriteNumber("distance_m", trip.Along(k));
        writer.WriteNumber("offset_m", offset);
        writer.WriteBoolean("off_route", offset > parameters.StopRadiusM);
        writer.WriteString("state", States[(int)forecast.State]);
        WriteTime(writer, "scheduled", stop.Scheduled);
        WriteTime(writer, "eta", eta);
        WriteNumber(writer, "delay_s", delay);
        WriteNumber(writer, "uncertainty_s", Math.Round(forecast.Uncertainty));
        writer.WriteString("status", StatusOf(delay));
        if (forecast.Source is { } source)
        {
            writer.WriteString("source", Sources[(int)source]);
        }
        else
        {
            writer.WriteNull("source");
        }

        writer.WriteEndObject();
    }

    /// <summary>Null where the delay is unknown.</summary>
    private string? StatusOf(double delay) => double.IsNaN(delay) ? null
        : delay < -parameters.EarlyS ? "early"
        : delay > parameters.LateS ? "late"
        : "on_time";

    private void WriteMatches(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("matches");
        writer.WritePropertyName("i");
        IntegerArray.Write(writer, [.. path.Fixes.Select(fix => fix.Index)]);
        writer.WriteStartArray("progress_m");
        foreach (var fix in path.Fixes)
        {
            writer.WriteNumberValue(fix.Progress);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Kept within the calendar, whatever the sum.</summary>
    private long TicksOf(double second)
    {
        // Clamped twice: a double rounds the ends of the calendar to some ticks beyond them.
        var ticks = Math.Clamp(Math.Round(second * TimeSpan.TicksPerSecond), -LongestTicks, LongestTicks);
        return Math.Clamp((long)ticks + origin, 0, DateTime.MaxValue.Ticks);
    }

    private static long WholeSecond(long ticks) =>
        Math.Min(ticks + (TimeSpan.TicksPerSecond / 2), DateTime.MaxValue.Ticks) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;
}
