using Microsoft.Extensions.DependencyInjection;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Batches;
using TlEngine.Settings;

namespace TlEngine.Tests.Executions.Batches;

public sealed class BatchServiceTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-batch-").FullName;
    private readonly ServiceProvider _services;

    public BatchServiceTests() => _services = new ServiceCollection()
        .AddLogging()
        .AddTlEngine(new ServiceSettings { Environment = "local", DataFolder = _folder })
        .BuildServiceProvider();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Judge_EngineThatTheKeyMayNotUse_RejectsThatItemOnly()
    {
        var caller = new Caller("key:a", "a", [Scopes.EnginesExecute], 0) { Engines = ["track.s*"] };

        var batch = Judge(caller, """{"engine_id":"track.summary","data":{"positions":[]}}""",
            """{"engine_id":"track.clean","data":{"positions":[]}}""");

        Assert.Equal([null, ErrorCodes.Forbidden], batch.Verdicts.Select(verdict => verdict.Refusal?.Code));
        Assert.Equal(batch.Verdicts[0].Id, Assert.Single(batch.Rows).Id);
    }

    [Fact]
    public void Judge_GoodItem_IsARowThatNobodyHasClaimed()
    {
        var row = Assert.Single(Judge(
            new Caller("key:a", "a", ["*"], 0), """{"engine_id":"track.summary","data":{"positions":[]}}""").Rows);

        Assert.Equal((null, ExecutionFactory.AsyncAttempts, "key:a", ExecutionSource.Http), (row.ClaimFor, row.MaxAttempts, row.Caller, row.Source));
    }

    [Theory]
    [InlineData("""{"items":[1, {"a":[2]} ,"x"]}""", new[] { "1", """{"a":[2]}""", "\"x\"" })]
    [InlineData("""{ "items" : [ [[]] ] }""", new[] { "[[]]" })]
    public void Read_Items_AreTheirBytes(string body, string[] expected)
    {
        var reading = BatchReader.Read(System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Null(reading.Refusal);
        Assert.Equal(expected, reading.Items.Select(item => System.Text.Encoding.UTF8.GetString(item.Span)));
    }

    private Batch Judge(Caller caller, params string[] items) => _services.GetRequiredService<BatchService>().Judge(
        caller, [.. items.Select(item => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(item))]);
}
