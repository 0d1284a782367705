using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Every registered engine on what nobody would send: an answer or a refusal, never another exception.</summary>
public sealed class GarbageTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(1500);

    public static TheoryData<string> Ids() => HostileDataTests.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Prepare_AnyBytes_AnswersOrRefuses(string id)
    {
        var engine = RegisteredEngines.Find(id);
        Check(engine, MutatedBytes.Of([Encoding.UTF8.GetBytes(engine.Descriptor.Example)]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Prepare_AnyTree_AnswersOrRefuses(string id)
    {
        var engine = RegisteredEngines.Find(id);
        Check(engine, JsonTrees.For(engine.Descriptor).Select(Encoding.UTF8.GetBytes));
    }

    private static void Check(IEngine engine, Gen<byte[]> requests)
    {
        var (answered, refused) = (0, 0);
        Prop.ForAll(requests.ToArbitrary(), data =>
        {
            switch (engine.Prepare(new EngineRequest("run", data)))
            {
                // What is no JSON at all ends at every door; that nothing was thrown is enough.
                case Preparation.Ready when !IsWellFormed(data):
                    refused++;
                    break;
                case Preparation.Ready ready:
                    answered++;
                    Answer(engine, ready.Call, data);
                    break;
                case Preparation.Refused { Errors: var errors }:
                    refused++;
                    Assert.NotEmpty(errors);
                    Assert.All(errors, error => Assert.True(error.Pointer is "" or ['/', ..], error.Pointer));
                    break;
            }
        }).Check(_config);
        Assert.True(answered > 10 && refused > 10, $"{answered} were answered, {refused} refused: one of the two was not tried.");
    }

    private static void Answer(IEngine engine, IPreparedCall call, byte[] data)
    {
        if (engine.Descriptor.SideEffects && engine.Descriptor.Family != "pipeline" && !IsDryRun(data))
        {
            return;
        }

        var output = new ArrayBufferWriter<byte>();
        try
        {
            call.RunToEnd(output, CancellationToken.None);
            using var result = JsonDocument.Parse(output.WrittenMemory);
        }
        catch (EngineFailedException failure) when (engine.Descriptor.Family == "pipeline")
        {
            // What a step refers to in a result is known when that is there.
            Assert.Equal(ErrorCodes.Validation, failure.Code);
        }
    }

    /// <summary>As the doors look at it, inside the object that holds <c>data</c>.</summary>
    private static bool IsWellFormed(byte[] data) =>
        JsonInspection.Of((byte[])[.. "{\"data\":"u8, .. data, (byte)'}']) is { Fault: null, Members.Length: 1 };

    /// <summary>Nothing that would reach outside is let.</summary>
    private static bool IsDryRun(byte[] data) =>
        JsonDocument.Parse(data).RootElement is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty("dry_run", out var dryRun) && dryRun.ValueKind == JsonValueKind.True;
}
