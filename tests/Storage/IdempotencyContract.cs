using System.Security.Cryptography;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Tests.Storage;

public abstract class IdempotencyContract(StorageUnderTest storage) : StorageContract(storage)
{
    private const string Caller = "key:test";

    private static readonly StoredAnswer Accepted = new(202, "{\"status\":\"queued\"}"u8.ToArray(), "/api/v1/executions/x");

    [Fact]
    public async Task Insert_KeyFree_IsTheRowsKey()
    {
        var row = Keyed("a");

        await InsertAsync(row);

        var found = await FindAsync("a");
        Assert.Equal((row.Id, null), (found!.Owner, found.Answer));
        Assert.Equal(row.Idempotency!.Call.Fingerprint.ToArray(), found.Fingerprint.ToArray());
    }

    [Fact]
    public async Task Insert_AnswerKnown_ComesBackAsSent()
    {
        var row = Keyed("a");
        await InsertAsync(row with { Idempotency = row.Idempotency! with { Answer = Accepted } });

        AssertAnswer(Accepted, (await FindAsync("a"))!.Answer);
    }

    [Fact]
    public async Task Insert_KeyTaken_InsertsNoRow()
    {
        var first = await InsertAsync(Keyed("a"));

        var second = Assert.Single(await Storage.Executions.InsertAsync([Keyed("a")], default));

        Assert.True(second.IsKeyTaken);
        Assert.False(second.Inserted);
        Assert.Equal(first.Id, (await FindAsync("a"))!.Owner);
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Insert_SameKeyTwiceInOneGroup_InsertsOneOfThemAndTheNeighbours()
    {
        await InsertAsync(Keyed("taken"));
        NewExecution[] rows = [Keyed("a"), Sample(), Keyed("a"), Keyed("taken"), Keyed("b"), Sample() with { TaskId = "t" }];

        var outcomes = await Storage.Executions.InsertAsync(rows, default);

        var winner = outcomes[0].Inserted ? outcomes[0] : outcomes[2];
        Assert.Equal(winner.Row.Id, (await FindAsync("a"))!.Owner);
        Assert.NotEqual(outcomes[0].Inserted, outcomes[2].Inserted);
        Assert.Equal(
            (true, false, true, true), (outcomes[1].Inserted, outcomes[3].Inserted, outcomes[4].Inserted, outcomes[5].Inserted));
        Assert.Equal(2, outcomes.Count(outcome => outcome.IsKeyTaken));
    }

    [Fact]
    public async Task Insert_RepeatedCall_AnswersItsOwnRow()
    {
        NewExecution[] rows = [Keyed("a"), Sample(), Keyed("b")];
        await Storage.Executions.InsertAsync(rows, default);

        var again = await Storage.Executions.InsertAsync(rows, default);

        Assert.DoesNotContain(again, outcome => outcome.Inserted || outcome.IsKeyTaken);
        Assert.Equal(rows.Select(row => row.Id), again.Select(outcome => outcome.Row.Id));
    }

    [Fact]
    public async Task Insert_SeveralRowsOfOneCall_ShareTheKey()
    {
        var first = await Storage.Executions.InsertAsync(Batch("batch", 20), default);
        var second = await Storage.Executions.InsertAsync(Batch("batch", 20), default);

        Assert.All(first, outcome => Assert.True(outcome.Inserted));
        Assert.All(second, outcome => Assert.True(outcome.IsKeyTaken));
        Assert.Equal(20, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Insert_AnotherCallersKey_IsAnotherKey()
    {
        await InsertAsync(Keyed("a"));

        await InsertAsync(Keyed("a", "key:other"));

        Assert.Equal(2, await Storage.CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task Insert_SameKeysInOverlappingGroups_InsertsOneRowForEach()
    {
        var keys = Enumerable.Range(0, 30).Select(i => $"key-{i}").ToArray();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(seed => Task.Run(async () =>
        {
            var mine = (string[])keys.Clone();
            new Random(seed).Shuffle(mine);
            return await Storage.Executions.InsertAsync([.. mine.Take(25).Select(key => Keyed(key)), Sample()], default);
        })));

        var inserted = outcomes.SelectMany(group => group).Count(outcome => outcome.Inserted);
        Assert.Equal(inserted, await Storage.CountAsync("SELECT count(*) FROM executions"));
        Assert.Equal(inserted - 8, await Storage.CountAsync("SELECT count(*) FROM idempotency_keys k JOIN executions e ON e.id = k.owner"));
        Assert.Equal(inserted - 8, await Storage.CountAsync("SELECT count(*) FROM idempotency_keys"));
    }

    [Fact]
    public async Task Insert_KeyPastItsLifetime_IsTakenOver()
    {
        var old = Keyed("a");
        await InsertAsync(old with { Idempotency = old.Idempotency! with { Answer = Accepted } });
        await Storage.PassAsync(NewIdempotencyKey.Lifetime - TimeSpan.FromMinutes(1));
        Assert.True(Assert.Single(await Storage.Executions.InsertAsync([Keyed("a")], default)).IsKeyTaken);

        await Storage.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Null(await FindAsync("a"));
        var row = await InsertAsync(Keyed("a"));

        var found = await FindAsync("a");
        Assert.Equal((row.Id, null), (found!.Owner, found.Answer));
    }

    [Fact]
    public async Task InsertKey_WithoutRows_IsTakenOnceAndMayBeRepeated()
    {
        var key = NewKey("a") with { Answer = Accepted };

        Assert.True(await Storage.Idempotency.InsertAsync(key, default));
        Assert.True(await Storage.Idempotency.InsertAsync(key, default));
        Assert.False(await Storage.Idempotency.InsertAsync(NewKey("a"), default));

        AssertAnswer(Accepted, (await FindAsync("a"))!.Answer);
    }

    [Fact]
    public async Task Answer_ByTheOwner_IsRecordedOnce()
    {
        var row = await InsertAsync(Keyed("a"));
        var key = NewKey("a") with { Owner = row.Id, Answer = Accepted };

        await Storage.Idempotency.AnswerAsync(key with { Owner = Sample().Id }, default);
        Assert.Null((await FindAsync("a"))!.Answer);

        await Storage.Idempotency.AnswerAsync(key, default);
        await Storage.Idempotency.AnswerAsync(key with { Answer = new StoredAnswer(200, "{}"u8.ToArray()) }, default);
        AssertAnswer(Accepted, (await FindAsync("a"))!.Answer);
    }

    [Fact]
    public async Task Forget_ByTheOwnerOnly_FreesTheKey()
    {
        var row = await InsertAsync(Keyed("a"));

        await Storage.Idempotency.ForgetAsync(Caller, "a", Sample().Id, default);
        Assert.NotNull(await FindAsync("a"));

        await Storage.Idempotency.ForgetAsync(Caller, "a", row.Id, default);
        await InsertAsync(Keyed("a"));
    }

    [Fact]
    public async Task Purge_KeysPastTheirLifetime_DeletesThoseUpToTheLimit()
    {
        await Storage.Executions.InsertAsync([Keyed("a"), Keyed("b"), Keyed("c")], default);
        await Storage.PassAsync(NewIdempotencyKey.Lifetime + TimeSpan.FromMinutes(1));
        await InsertAsync(Keyed("young"));

        Assert.Equal(2, await Storage.Idempotency.PurgeAsync(2, default));
        Assert.Equal(1, await Storage.Idempotency.PurgeAsync(2, default));
        Assert.Equal(0, await Storage.Idempotency.PurgeAsync(2, default));

        Assert.NotNull(await FindAsync("young"));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM due_work WHERE kind LIKE '%idempot%'"));
    }

    private static NewIdempotencyKey NewKey(string key, string caller = Caller) => new(
        new IdempotentCall(caller, key, SHA256.HashData("request"u8)), new ExecutionId(Guid.CreateVersion7()));

    private NewExecution Keyed(string key, string caller = Caller)
    {
        var row = Sample() with { Caller = caller };
        return row with { Idempotency = NewKey(key, caller) with { Owner = row.Id } };
    }

    private NewExecution[] Batch(string key, int rows)
    {
        var shared = NewKey(key) with { Answer = Accepted };
        return [.. Enumerable.Range(0, rows).Select(_ => Sample() with { Idempotency = shared })];
    }

    private Task<IdempotencyRecord?> FindAsync(string key) => Storage.Idempotency.FindAsync(Caller, key, default);

    private static void AssertAnswer(StoredAnswer expected, StoredAnswer? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Status, expected.Location), (actual.Status, actual.Location));
        Assert.Equal(expected.Body.ToArray(), actual.Body.ToArray());
    }

    public sealed class OnPostgres(PostgresStorage storage) : IdempotencyContract(storage), IClassFixture<PostgresStorage>
    {
        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task Insert_WhileAnotherTransactionHoldsTheKey_WaitsForItsEnd(bool commits)
        {
            await using var connection = await ((PostgresStorage)Storage).OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText =
                $"""
                INSERT INTO idempotency_keys (caller, key, owner, fingerprint, created_at, expires_at)
                VALUES ('{Caller}', 'a', gen_random_uuid(), '', now(), now() + interval '1 day')
                """;
            await insert.ExecuteNonQueryAsync();
            var inserting = Storage.Executions.InsertAsync([Sample(), Keyed("a")], default);
            await Servers.Poll.UntilAsync("the insert waits", TimeSpan.FromSeconds(10), async () =>
                await Storage.CountAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);
            Assert.False(inserting.IsCompleted);

            await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());

            Assert.Equal([true, !commits], (await inserting).Select(outcome => outcome.Inserted));
        }
    }

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : IdempotencyContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : IdempotencyContract(storage), IClassFixture<EmbeddedStorage>;
}
