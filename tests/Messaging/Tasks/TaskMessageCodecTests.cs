using System.Text;
using TlEngine.Executions;
using TlEngine.Executions.Requests;
using TlEngine.Messaging.Tasks;
using TlEngine.Storage;

namespace TlEngine.Tests.Messaging.Tasks;

public sealed class TaskMessageCodecTests
{
    private static readonly ExecutionId Id = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"));

    [Fact]
    public async Task Read_OwnWake_NamesTheRow()
    {
        var codec = await CodecAsync(1);

        Assert.Equal(new TaskMessage.Wake(Id), codec.Read(codec.Wake(Id, 3)));
    }

    [Fact]
    public async Task Read_WakeSealedByAnotherKey_IsNoWake()
    {
        var foreign = (await CodecAsync(2)).Wake(Id, 3);

        Assert.IsType<TaskMessage.Junk>((await CodecAsync(1)).Read(foreign));
    }

    [Theory]
    [InlineData("000000000001", "000000000002")]
    [InlineData("\"attempt\":3", "\"attempt\":4")]
    public async Task Read_WakeChanged_IsNoWake(string part, string changed)
    {
        var codec = await CodecAsync(1);
        var body = Encoding.UTF8.GetString(codec.Wake(Id, 3)).Replace(part, changed, StringComparison.Ordinal);

        Assert.IsType<TaskMessage.Junk>(codec.Read(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task Read_CarriedTask_KeepsBodyIdAndFaults()
    {
        var codec = await CodecAsync(1);
        var body = Encoding.UTF8.GetBytes("""  {"engine_id":"track.summary","data":{"positions":[]},"task_id":"t-1"} """);
        var carried = codec.Carry(Id, 2, body);

        var task = Assert.IsType<TaskMessage.Task>(codec.Read(carried));

        Assert.Equal((Id, 2, "t-1", "track.summary"), (task.Id!.Value, task.Faults, task.Request.TaskId, task.Request.EngineId));
        Assert.Equal(Encoding.UTF8.GetString(body).Trim(), Encoding.UTF8.GetString(codec.Unwrap(carried).Span));
        Assert.Equal(((TaskMessage.Task)codec.Read(body)).Request.Fingerprint(), task.Request.Fingerprint());
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\\u0041")]
    public async Task Read_WakeWithAnInventedSeal_IsJunk(string seal)
    {
        var body = $$"""{"execution_id":"{{Id}}","attempt":1,"seal":"{{seal}}"}""";

        Assert.IsType<TaskMessage.Junk>((await CodecAsync(1)).Read(Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData("nonsense", ErrorCodes.MalformedJson)]
    [InlineData("{}", ErrorCodes.Validation)]
    [InlineData("""{"engine_id":"a.b","data":[]}""", ErrorCodes.Validation)]
    [InlineData("""{"engine_id":"a.b","data":{},"unknown":1}""", ErrorCodes.Validation)]
    public async Task Read_NoTask_IsJunkWithItsReason(string body, string code)
    {
        var junk = Assert.IsType<TaskMessage.Junk>((await CodecAsync(1)).Read(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(code, junk.Refusal.Code);
    }

    [Theory]
    [InlineData(JsonLimits.MaxBytes, ErrorCodes.MalformedJson)]
    [InlineData(JsonLimits.MaxBytes + 1, ErrorCodes.PayloadTooLarge)]
    [InlineData(JsonLimits.MaxBytes + 1_000_000, ErrorCodes.PayloadTooLarge)]
    public async Task Read_PastTheLimit_IsTooLarge(int bytes, string code)
    {
        var junk = Assert.IsType<TaskMessage.Junk>((await CodecAsync(1)).Read(new byte[bytes]));

        Assert.Equal(code, junk.Refusal.Code);
    }

    private static async Task<TaskMessageCodec> CodecAsync(byte key)
    {
        var seal = new MessageSeal(new FixedSecret(key));
        await seal.OpenAsync(CancellationToken.None);
        return new TaskMessageCodec(seal);
    }

    private sealed class FixedSecret(byte key) : ISecretStore
    {
        public Task<ReadOnlyMemory<byte>> GetOrCreateAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult<ReadOnlyMemory<byte>>(Enumerable.Repeat(key, 32).ToArray());
    }
}
