using System.Text;
using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Executions.Requests;

namespace TlEngine.Executions.Replays;

/// <summary>The options of a replay: its original's, without those that say when.</summary>
internal static class ReplayOptions
{
    private static readonly string[] AboutTime = ["run_at", "delay_s", "ttl_s"];

    public static string Of(string original)
    {
        using var document = JsonDocument.Parse(original);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject().Where(member => !AboutTime.Contains(member.Name)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Nobody waits for a replay, so it has as many attempts as any execution that nobody waits for.</summary>
    public static int MaxAttempts(string options, EngineDescriptor? engine) =>
        new ExecutionOptionsReader([]).Read(Encoding.UTF8.GetBytes(options)).MaxAttempts
        ?? engine?.DefaultAttempts ?? ExecutionFactory.AsyncAttempts;
}
