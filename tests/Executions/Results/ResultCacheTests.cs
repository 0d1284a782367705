using System.Text;
using TlEngine.Caching;
using TlEngine.Caching.Embedded;
using TlEngine.Caching.Redis;
using TlEngine.Executions;
using TlEngine.Executions.Results;
using TlEngine.Tests.Caching.Redis;

namespace TlEngine.Tests.Executions.Results;

/// <summary>Two instances of the service that share one cache.</summary>
public sealed class ResultCacheTests
{
    private readonly ResultKey _key = new($"engine:cache:test:{Guid.NewGuid():N}", TimeSpan.FromMinutes(1));

    public static TheoryData<bool> Caches => [true, false];

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task Find_ManyEqualCallsOnTwoInstances_OneMakesItForAll(bool redis)
    {
        var instances = await InstancesAsync(redis);
        var made = 0;

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var lookup = await instances[i % 2].FindAsync(_key, default);
            if (lookup is ResultLookup.Make { Permit: { } permit })
            {
                Interlocked.Increment(ref made);
                await Task.Yield();
                await permit.KeepAsync(PayloadOf("result"));
                return "result";
            }

            return TextOf(lookup);
        }));

        Assert.Equal(1, made);
        Assert.All(results, result => Assert.Equal("result", result));
    }

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task Look_ResultKept_IsAHitOnEitherInstance(bool redis)
    {
        var instances = await InstancesAsync(redis);
        await Make(await instances[0].LookAsync(_key, default))!.KeepAsync(PayloadOf("result"));

        Assert.Equal("result", TextOf(await instances[0].LookAsync(_key, default)));
        Assert.Equal("result", TextOf(await instances[1].LookAsync(_key, default)));
    }

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task Look_AnEqualCallIsRunning_IsBusyOnEitherInstance(bool redis)
    {
        var instances = await InstancesAsync(redis);
        await using var permit = Make(await instances[0].LookAsync(_key, default));

        Assert.IsType<ResultLookup.Busy>(await instances[0].LookAsync(_key, default));
        Assert.IsType<ResultLookup.Busy>(await instances[1].LookAsync(_key, default));
    }

    [Fact]
    public async Task Find_TheMakerFailed_EachRunsForItself()
    {
        var cache = new ResultCache(new EmbeddedCache(TimeProvider.System), TimeProvider.System);
        var permit = Make(await cache.LookAsync(_key, default))!;
        var followers = Enumerable.Range(0, 8).Select(_ => cache.FindAsync(_key, default)).ToArray();

        await permit.DisposeAsync();

        Assert.All(await Task.WhenAll(followers), lookup => Assert.Null(Make(lookup)));
        Assert.NotNull(Make(await cache.LookAsync(_key, default)));
    }

    [Fact]
    public async Task Find_FollowerCancelled_TheOthersStillGetTheResult()
    {
        var instances = await InstancesAsync(redis: false);
        var permit = Make(await instances[0].LookAsync(_key, default))!;
        using var patience = new CancellationTokenSource();

        // The first follower on the other instance looks again and again for all that come after it.
        var leader = instances[1].FindAsync(_key, patience.Token);
        var follower = instances[1].FindAsync(_key, default);
        await patience.CancelAsync();
        await permit.KeepAsync(PayloadOf("result"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        Assert.Equal("result", TextOf(await follower));
    }

    [Fact]
    public async Task Keep_ResultTooLarge_ServesThoseWhoWaitAndIsNotKept()
    {
        var cache = new ResultCache(new EmbeddedCache(TimeProvider.System), TimeProvider.System);
        var permit = Make(await cache.LookAsync(_key, default))!;
        var follower = cache.FindAsync(_key, default);

        await permit.KeepAsync(PayloadOf(new string('x', ResultCache.LargestResult + 1)));

        Assert.IsType<ResultLookup.Hit>(await follower);
        Assert.NotNull(Make(await cache.LookAsync(_key, default)));
    }

    [Fact]
    public async Task Find_CacheAway_OneOfThisProcessMakesIt()
    {
        using var connection = RedisHarness.New("redis://127.0.0.1:1");
        var cache = new ResultCache(new RedisCache(connection), TimeProvider.System);
        var permit = Make(await cache.FindAsync(_key, default))!;
        var follower = cache.FindAsync(_key, default);

        await permit.KeepAsync(PayloadOf("result"));

        Assert.Equal("result", TextOf(await follower));
    }

    private static async Task<ResultCache[]> InstancesAsync(bool redis)
    {
        ICache shared = redis ? new RedisCache(await RedisHarness.SharedAsync()) : new EmbeddedCache(TimeProvider.System);
        return [new ResultCache(shared, TimeProvider.System), new ResultCache(shared, TimeProvider.System)];
    }

    private static ResultPermit? Make(ResultLookup lookup) => Assert.IsType<ResultLookup.Make>(lookup).Permit;

    private static string TextOf(ResultLookup lookup) =>
        Encoding.UTF8.GetString(PayloadCodec.Decode(Assert.IsType<ResultLookup.Hit>(lookup).Result).Span);

    private static Payload PayloadOf(string text) => new(Encoding.UTF8.GetBytes(text), null, PayloadEncoding.Plain, text.Length);
}
