using System.Buffers;
using System.Text;
using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Executions;

namespace TlEngine.Tests.Engines;

/// <summary>Runs an engine as the pipeline does, without the pipeline.</summary>
internal static class EngineHarness
{
    public static readonly EngineRun FirstAttempt =
        new(new ExecutionId(Guid.Empty), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 1);

    public static string RunToText(this IEngine engine, string data)
    {
        var call = engine.PrepareReady(data);
        var output = new ArrayBufferWriter<byte>();
        var run = call.RunAsync(FirstAttempt, output, CancellationToken.None);
        Assert.True(run.IsCompletedSuccessfully);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Runs a call that does not leave its thread.</summary>
    public static void RunToEnd(this IPreparedCall call, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        var run = call.RunAsync(FirstAttempt, output, cancellationToken).AsTask();
        Assert.True(run.IsCompleted, "The call goes on elsewhere.");
        run.GetAwaiter().GetResult();
    }

    public static JsonElement Run(this IEngine engine, string data)
    {
        using var document = JsonDocument.Parse(engine.RunToText(data));
        return document.RootElement.Clone();
    }

    public static IPreparedCall PrepareReady(this IEngine engine, string data) => engine.Prepare(Request(data)) switch
    {
        Preparation.Ready ready => ready.Call,
        Preparation.Refused refused => throw new Xunit.Sdk.XunitException(string.Join("\n", refused.Errors)),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    public static IReadOnlyList<InputError> PrepareRefused(this IEngine engine, string data) =>
        Assert.IsType<Preparation.Refused>(engine.Prepare(Request(data))).Errors;

    private static EngineRequest Request(string data) => new("run", Encoding.UTF8.GetBytes(data));
}
