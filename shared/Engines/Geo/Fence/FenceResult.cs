using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>What happened at the fences.</summary>
internal sealed class FenceResult(FlagList flags, int used, FenceWatch[] watches, FenceLog log) : TrackResult(flags, used)
{
    public override void WriteMembers(Utf8JsonWriter writer)
    {
        var visits = log.Visits;
        writer.WriteStartArray("events");
        foreach (var happened in log.Events)
        {
            happened.Write(writer, IdOf(happened.Fence));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("visits");
        foreach (var visit in visits)
        {
            visit.Write(writer, IdOf(visit.Fence));
        }

        writer.WriteEndArray();
        WriteFences(writer, visits);
    }

    private void WriteFences(Utf8JsonWriter writer, IReadOnlyList<Visit> visits)
    {
        var inside = new long[watches.Length];
        var counts = new int[watches.Length];
        foreach (var visit in visits)
        {
            inside[visit.Fence] += visit.End - visit.Start;
            counts[visit.Fence]++;
        }

        writer.WriteStartArray("fences");
        for (var i = 0; i < watches.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("id", IdOf(i));
            WriteState(writer, "initial_state", watches[i].InitialState);
            WriteState(writer, "state", Used > 0 ? watches[i].Inside : watches[i].InitialState);
            WriteSince(writer, Used > 0 ? watches[i].Since : watches[i].Fence.InitialSince);
            writer.WriteNumber("visits", counts[i]);
            writer.WriteNumber("inside_s", (double)inside[i] / TimeSpan.TicksPerSecond);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteState(Utf8JsonWriter writer, string name, bool? inside)
    {
        if (inside is { } known)
        {
            writer.WriteString(name, known ? "inside" : "outside");
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteSince(Utf8JsonWriter writer, long? ticks)
    {
        if (ticks is { } known)
        {
            writer.WriteString("since", Rfc3339.ToUtc(known));
        }
        else
        {
            writer.WriteNull("since");
        }
    }

    private string IdOf(int fence) => watches[fence].Fence.Id;
}
