using TlEngine.Access.Keys;

namespace TlEngine.Tests.Storage;

public abstract class KeyContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Find_Inserted_HasEveryColumn()
    {
        var key = Key() with { HourlyLimit = 0, ExpiresAt = Noon.AddDays(1), Name = "Front end", Engines = ["track.*", "geo.fence"] };

        await Storage.Keys.InsertAsync(key, default);

        AssertSame(key, await Storage.Keys.FindAsync(key.Id, default));
        AssertSame(key, await Storage.Keys.FindByPrefixAsync(key.Secret.Prefix, default));
        Assert.Null(await Storage.Keys.FindAsync(Guid.NewGuid(), default));
        Assert.Null(await Storage.Keys.FindByPrefixAsync("tle_000000000000", default));
    }

    [Fact]
    public async Task List_ManyKeys_PagesNewestFirstWithoutRevoked()
    {
        var keys = Enumerable.Range(0, 5).Select(minute => Key(minute)).ToList();
        foreach (var key in keys)
        {
            await Storage.Keys.InsertAsync(key, default);
        }

        Assert.True(await Storage.Keys.RevokeAsync(keys[2].Id, Noon, default));

        var first = await Storage.Keys.ListAsync(null, 2, default);
        var second = await Storage.Keys.ListAsync(first[^1].Id, 2, default);
        Assert.Equal([keys[4].Id, keys[3].Id], first.Select(key => key.Id));
        Assert.Equal([keys[1].Id, keys[0].Id], second.Select(key => key.Id));
        Assert.Empty(await Storage.Keys.ListAsync(second[^1].Id, 2, default));
    }

    [Fact]
    public async Task Rotate_Twice_KeepsOnlyTheSecretBefore()
    {
        var key = Key();
        await Storage.Keys.InsertAsync(key, default);
        var (second, third) = (KeySecret.Create().Secret, KeySecret.Create().Secret);

        var once = await Storage.Keys.RotateAsync(key.Id, second, Noon.AddHours(1), Noon.AddHours(2), default);
        AssertSame(
            key with
            {
                Secret = second, Previous = key.Secret, PreviousUntil = Noon.AddHours(2), Generation = 2, RotatedAt = Noon.AddHours(1),
            },
            once);
        AssertSame(once!, await Storage.Keys.FindByPrefixAsync(key.Secret.Prefix, default));

        var twice = await Storage.Keys.RotateAsync(key.Id, third, Noon.AddHours(3), Noon.AddHours(4), default);
        Assert.Equal((third.Prefix, second.Prefix, 3), (twice!.Secret.Prefix, twice.Previous!.Prefix, twice.Generation));
        Assert.Null(await Storage.Keys.FindByPrefixAsync(key.Secret.Prefix, default));
    }

    [Fact]
    public async Task Rotate_ByManyAtOnce_EachHasItsGeneration()
    {
        var key = Key();
        await Storage.Keys.InsertAsync(key, default);

        var rotated = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Storage.Keys.RotateAsync(key.Id, KeySecret.Create().Secret, Noon, Noon.AddHours(1), default))));

        Assert.Equal(Enumerable.Range(2, 8), rotated.Select(one => one!.Generation).Order());
    }

    [Fact]
    public async Task Revoke_Once_EndsTheKeyForGood()
    {
        var key = Key();
        await Storage.Keys.InsertAsync(key, default);

        Assert.True(await Storage.Keys.RevokeAsync(key.Id, Noon.AddMinutes(1), default));

        Assert.False(await Storage.Keys.RevokeAsync(key.Id, Noon.AddMinutes(2), default));
        Assert.False(await Storage.Keys.RevokeAsync(Guid.NewGuid(), Noon, default));
        Assert.Null(await Storage.Keys.RotateAsync(key.Id, KeySecret.Create().Secret, Noon, Noon, default));
        AssertSame(key with { RevokedAt = Noon.AddMinutes(1) }, await Storage.Keys.FindByPrefixAsync(key.Secret.Prefix, default));
    }

    [Fact]
    public async Task Touch_OutOfOrder_KeepsTheLatest()
    {
        var (used, unused) = (Key(), Key());
        await Storage.Keys.InsertAsync(used, default);
        await Storage.Keys.InsertAsync(unused, default);

        await Storage.Keys.TouchAsync([new KeyUse(used.Id, Noon.AddMinutes(2)), new KeyUse(Guid.NewGuid(), Noon)], default);
        await Storage.Keys.TouchAsync([new KeyUse(used.Id, Noon.AddMinutes(1))], default);

        Assert.Equal(Noon.AddMinutes(2), (await Storage.Keys.FindAsync(used.Id, default))!.LastUsedAt);
        Assert.Null((await Storage.Keys.FindAsync(unused.Id, default))!.LastUsedAt);
    }

    private static ApiKey Key(int minute = 0) => new()
    {
        Id = Guid.CreateVersion7(Noon.AddMinutes(minute)),
        Name = "tests",
        Secret = KeySecret.Create().Secret,
        Scopes = ["engines:*", "executions:read"],
        Engines = ["*"],
        CreatedAt = Noon.AddMinutes(minute),
        CreatedBy = "admin",
    };

    private static void AssertSame(ApiKey expected, ApiKey? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(Flat(expected), Flat(actual));

        // Records of bytes and lists are compared by reference; these have none.
        static string Flat(ApiKey key) => string.Join('|',
            key.Id, key.Name, FlatSecret(key.Secret), FlatSecret(key.Previous), key.PreviousUntil?.UtcTicks, key.Generation,
            string.Join(',', key.Scopes), string.Join(',', key.Engines), key.HourlyLimit, key.CreatedAt.UtcTicks, key.CreatedBy, key.ExpiresAt?.UtcTicks,
            key.RotatedAt?.UtcTicks, key.LastUsedAt?.UtcTicks, key.RevokedAt?.UtcTicks);

        static string? FlatSecret(KeySecret? secret) => secret is null ? null : $"{secret.Prefix}:{Convert.ToHexString(secret.Hash)}";
    }

    public sealed class OnPostgres(PostgresStorage storage) : KeyContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : KeyContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : KeyContract(storage), IClassFixture<EmbeddedStorage>;
}
