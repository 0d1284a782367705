using System.Diagnostics;
using TlEngine.Files;
using TlEngine.Files.S3;
using TlEngine.Readiness;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Files.S3;

/// <summary>What happens while S3 is away or silent.</summary>
public sealed class S3FaultTests
{
    [Fact]
    public async Task Server_StoppedAndStarted_CallsSayUnavailableAndResume()
    {
        await using var server = await S3Server.StartNewAsync();
        using var files = new S3FileStore(await server.CreateBucketAsync(), TimeProvider.System);
        await files.PutAsync("a/1", new byte[] { 1 }, FileType.Text, default);

        await server.KillAsync();

        var since = Stopwatch.GetTimestamp();
        var put = await Assert.ThrowsAsync<DependencyUnavailableException>(() => files.PutAsync("a/2", new byte[1], FileType.Text, default));
        Assert.Equal("s3", put.Dependency);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => files.GetAsync("a/1", default));
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => files.DeleteAsync("a/1", default));
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => FileStoreContract.ListAsync(files, ""));
        Assert.False((await new S3Probe(files).ProbeAsync(default)).Ok);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(20));

        await server.StartAsync();
        Assert.Equal([1], (await files.GetAsync("a/1", default))!.Value.ToArray());
        Assert.True((await new S3Probe(files).ProbeAsync(default)).Ok);
    }

    [Fact]
    public async Task AnyCall_CallerCancels_IsCancelledAndNotUnavailable()
    {
        using var files = new S3FileStore(await (await S3Server.SharedAsync()).CreateBucketAsync(), TimeProvider.System);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => files.GetAsync("a/1", cancelled.Token));
    }
}
