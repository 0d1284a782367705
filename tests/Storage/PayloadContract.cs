using TlEngine.Executions;
using TlEngine.Executions.Offload;

namespace TlEngine.Tests.Storage;

public abstract class PayloadContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly Payload Large = new(new byte[PayloadOffload.Threshold + 1], null, PayloadEncoding.Brotli, 9_000_000);
    private static readonly Payload Largest = new(new byte[PayloadOffload.Threshold], null, PayloadEncoding.Brotli, 9_000_000);

    [Fact]
    public async Task FindOversized_LargeInputOrResult_ComesWithThoseBytesOnly()
    {
        await InsertAsync(Sample() with { Input = Largest });
        var input = await InsertAsync(Sample() with { Input = Large });
        var result = await InsertClaimedAsync();
        await FinishAsync(Succeed(result.Claim) with { Result = Large });

        var found = await Storage.Payloads.FindOversizedAsync(10, default);

        Assert.Equal([input.Id, result.Id], found.Select(row => row.Id));
        Assert.Equal((Large.Bytes!.Value.Length, null), (found[0].Input!.Bytes!.Value.Length, found[0].Result));
        Assert.Equal((null, Large.Bytes.Value.Length), (found[1].Input, found[1].Result!.Bytes!.Value.Length));
        Assert.Equal((PayloadEncoding.Brotli, 9_000_000), (found[1].Result!.Encoding, found[1].Result!.Length));
        Assert.Single(await Storage.Payloads.FindOversizedAsync(1, default));
        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM oversized_work"));
    }

    [Fact]
    public async Task Move_BytesInTheRow_LeavesTheReference()
    {
        var row = await InsertClaimedAsync(Sample() with { Input = Large });
        await FinishAsync(Succeed(row.Claim) with { Result = Large });
        var input = new Payload(null, "executions/x/input", PayloadEncoding.Brotli, 9_000_000);
        var result = new Payload(null, "executions/x/result", PayloadEncoding.Gzip, 9_000_000);

        Assert.True(await Storage.Payloads.MoveInputAsync(row.Id, input, default));
        Assert.True(await Storage.Payloads.MoveResultAsync(row.Id, result, default));

        var moved = await FindAsync(row.Id);
        Assert.Equal((input, result), (moved.Input, moved.Result));
        Assert.Empty(await Storage.Payloads.FindOversizedAsync(10, default));
    }

    [Fact]
    public async Task Move_AnotherWasFirst_KeepsThatOnesFile()
    {
        var row = await InsertAsync(Sample() with { Input = Large });
        var first = new Payload(null, "executions/x/first", PayloadEncoding.Brotli, 9_000_000);
        await Storage.Payloads.MoveInputAsync(row.Id, first, default);

        Assert.False(await Storage.Payloads.MoveInputAsync(row.Id, first with { FileKey = "executions/x/second" }, default));
        Assert.False(await Storage.Payloads.MoveResultAsync(row.Id, first, default));

        Assert.Equal("executions/x/first", (await FindAsync(row.Id)).Input.FileKey);
    }

    public sealed class OnPostgres(PostgresStorage storage) : PayloadContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : PayloadContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : PayloadContract(storage), IClassFixture<EmbeddedStorage>
    {
        [Fact]
        public async Task Delete_InputBesideItsRow_GoesWithIt()
        {
            await InsertAsync(Sample() with { Input = Largest });
            Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM execution_inputs"));

            await Storage.ExecuteAsync("DELETE FROM executions");

            Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM execution_inputs"));
        }
    }
}
