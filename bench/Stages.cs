using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Bench;

/// <summary>Where the time of a sync call goes: a pipeline of clean, segment and summary over a day's fixes, stage by stage.</summary>
internal static class Stages
{
    private static readonly EngineRun Run = new(new ExecutionId(Guid.Empty), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 1);

    public static void Print()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"engine_id":"pipeline","data":{{Encoding.UTF8.GetString(Pipelines.Data)}}}""");
        var pipelines = new Pipelines();
        var request = ((RequestReading.Good)ExecutionRequestReader.Read(body)).Request;
        IPreparedCall? call = null;
        var output = new ArrayBufferWriter<byte>(1 << 20);
        (string Name, Action Work)[] stages =
        [
            ("check the body (UTF-8, JSON, members)", () => ExecutionRequestReader.Read(body)),
            ("prepare (read positions)", () =>
                call = ((Preparation.Ready)pipelines.Engine.Prepare(new EngineRequest("run", request.Data))).Call),
            ("run (3 engines, result written)", () =>
            {
                output.ResetWrittenCount();
                call!.RunAsync(Run, output, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }),
            ("hash the data", () => SHA256.HashData(request.Data.Span)),
            ("compress the input", () => PayloadCodec.Begin(request.Data, CancellationToken.None)!.GetAwaiter().GetResult()),
            ("compress the result", () => PayloadCodec.Encode(output.WrittenMemory)),
        ];
        var costs = Cost.Of([.. stages.Select(stage => stage.Work)]);
        for (var i = 0; i < stages.Length; i++)
        {
            var (wall, processor) = costs[i];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{stages[i].Name,-40} {wall,8:F2} ms {processor,8:F2} ms of processor time"));
        }
    }
}
