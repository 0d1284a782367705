using System.Text;
using TlEngine.Caching;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Caching;

/// <summary>What every cache does.</summary>
public abstract class CacheContract
{
    private readonly string _key = $"engine:cache:test:{Guid.NewGuid():N}";

    internal abstract Task<ICache> CreateAsync();

    [Fact]
    public async Task Get_NothingSet_IsNull() => Assert.Null(await (await CreateAsync()).GetAsync(_key, default));

    [Theory]
    [InlineData("")]
    [InlineData("žluťoučký\0\u0001")]
    public async Task Set_AnyBytes_AreReadBack(string text)
    {
        var cache = await CreateAsync();
        var value = Encoding.UTF8.GetBytes(text);
        await cache.SetAsync(_key, value, TimeSpan.FromMinutes(1), default);

        Assert.Equal(value, (await cache.GetAsync(_key, default))!.Value.ToArray());
    }

    [Fact]
    public async Task Set_CallersBufferReused_ValueStays()
    {
        var cache = await CreateAsync();
        byte[] buffer = [1, 2, 3];
        await cache.SetAsync(_key, buffer.AsMemory(1, 2), TimeSpan.FromMinutes(1), default);
        buffer.AsSpan().Clear();

        Assert.Equal([2, 3], (await cache.GetAsync(_key, default))!.Value.ToArray());
    }

    [Fact]
    public async Task Set_Again_Replaces()
    {
        var cache = await CreateAsync();
        await cache.SetAsync(_key, new byte[] { 1 }, TimeSpan.FromMinutes(1), default);
        await cache.SetAsync(_key, new byte[] { 2 }, TimeSpan.FromMinutes(1), default);

        Assert.Equal([2], (await cache.GetAsync(_key, default))!.Value.ToArray());
    }

    [Fact]
    public async Task Get_LifetimeOver_IsNull()
    {
        var cache = await CreateAsync();
        await cache.SetAsync(_key, new byte[] { 1 }, TimeSpan.FromMilliseconds(200), default);

        await Poll.UntilAsync(
            "the value expires", TimeSpan.FromSeconds(5), async () => await cache.GetAsync(_key, default) is null);
    }

    [Fact]
    public async Task FindOrReserve_ManyAtOnce_OneGetsIt()
    {
        var cache = await CreateAsync();

        var lookups = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => cache.FindOrReserveAsync(_key, TimeSpan.FromMinutes(1), default)));

        Assert.Single(lookups, lookup => lookup.Reserved);
        Assert.All(lookups, lookup => Assert.Null(lookup.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("\0\u0001ž")]
    public async Task FindOrReserve_ValueSet_IsTheValue(string text)
    {
        var cache = await CreateAsync();
        await cache.FindOrReserveAsync(_key, TimeSpan.FromMinutes(1), default);
        await cache.SetAsync(_key, Encoding.UTF8.GetBytes(text), TimeSpan.FromMinutes(1), default);

        var lookup = await cache.FindOrReserveAsync(_key, TimeSpan.FromMinutes(1), default);

        Assert.Equal(text, Encoding.UTF8.GetString(lookup.Value!.Value.Span));
        Assert.False(lookup.Reserved);
    }

    [Fact]
    public async Task Release_Reserved_IsFreeForTheNext()
    {
        var cache = await CreateAsync();
        await cache.FindOrReserveAsync(_key, TimeSpan.FromMinutes(1), default);
        await cache.ReleaseAsync(_key, default);

        Assert.True((await cache.FindOrReserveAsync(_key, TimeSpan.FromMinutes(1), default)).Reserved);
    }

    [Fact]
    public async Task FindOrReserve_ReservationOver_IsFreeForTheNext()
    {
        var cache = await CreateAsync();
        await cache.FindOrReserveAsync(_key, TimeSpan.FromMilliseconds(100), default);

        await Poll.UntilAsync(
            "the reservation ends", TimeSpan.FromSeconds(5),
            async () => (await cache.FindOrReserveAsync(_key, TimeSpan.FromMinutes(1), default)).Reserved);
    }

    [Fact]
    public async Task AnyCall_KeyOfAnother_IsRefused()
    {
        var cache = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => cache.GetAsync("other:key", default));
        await Assert.ThrowsAsync<ArgumentException>(() => cache.SetAsync("other:key", new byte[1], TimeSpan.FromMinutes(1), default));
    }
}
