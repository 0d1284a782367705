using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Messaging;

namespace TlEngine.Tests.Storage;

public abstract class DeadLetterContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task List_NewestFirst_WithEveryColumn()
    {
        var older = Letter(0) with { ExecutionId = new ExecutionId(Guid.NewGuid()), Caller = "amqp:tracker", Attempts = 5 };
        var newer = Letter(1) with { Body = Array.Empty<byte>(), Reason = "not\0JSON" };
        await Storage.DeadLetters.InsertAsync([older, newer], default);

        var letters = await ListAsync();

        Assert.Equal([newer.Id, older.Id], letters.Select(letter => letter.Id));
        Assert.Equal(older with { Body = default }, letters[1] with { Body = default });
        Assert.Equal("{]"u8.ToArray(), letters[1].Body.ToArray());
        Assert.Equal(newer with { Body = default, BodyLength = 0, Reason = "not\uFFFDJSON" }, letters[0] with { Body = default });
        Assert.Empty(letters[0].Body.ToArray());
        Assert.Equal(newer.Id, Assert.Single(await ListAsync(1)).Id);
    }

    [Fact]
    public async Task Insert_IdThatIsThere_LeavesIt()
    {
        var letter = Letter(0);
        await Storage.DeadLetters.InsertAsync([letter], default);

        await Storage.DeadLetters.InsertAsync([letter with { Code = "other" }, Letter(1), letter], default);
        await Storage.DeadLetters.InsertAsync([], default);

        var letters = await ListAsync();
        Assert.Equal(2, letters.Count);
        Assert.Equal("malformed_json", letters[1].Code);
    }

    [Fact]
    public async Task List_FiltersAndPages_AreExact()
    {
        DeadLetter[] letters =
        [
            Letter(0), Letter(1) with { Queue = "engine:tasks:high" }, Letter(2) with { Code = "validation" }, Letter(3), Letter(3),
        ];
        await Storage.DeadLetters.InsertAsync(letters, default);
        var newest = letters.OrderByDescending(letter => letter.CreatedAt)
            .ThenByDescending(letter => letter.Id.ToString(), StringComparer.Ordinal).Select(letter => letter.Id).ToList();

        var first = await Storage.DeadLetters.ListAsync(new DeadLetterFilter(), null, 2, default);
        var rest = await Storage.DeadLetters.ListAsync(
            new DeadLetterFilter(), new PageKey(first[^1].CreatedAt, first[^1].Id), 10, default);

        Assert.Equal(newest, first.Concat(rest).Select(letter => letter.Id));
        Assert.Equal([letters[1].Id], await IdsAsync(new DeadLetterFilter(Queue: "engine:tasks:high")));
        Assert.Equal([letters[2].Id], await IdsAsync(new DeadLetterFilter(Code: "validation")));
        Assert.Equal([letters[1].Id], await IdsAsync(new DeadLetterFilter(Since: letters[1].CreatedAt, Until: letters[2].CreatedAt)));
        Assert.Equal([letters[0].Id], await IdsAsync(new DeadLetterFilter(Ids: [letters[0].Id, Guid.NewGuid()])));
    }

    [Fact]
    public async Task List_LongBody_IsCutAndItsLengthTold()
    {
        await Storage.DeadLetters.InsertAsync([Letter(0) with { Body = new byte[100_000] }], default);

        var cut = Assert.Single(await ListAsync());
        var whole = Assert.Single(await Storage.DeadLetters.FindUnreplayedAsync(new DeadLetterFilter(), null, 10, default));

        Assert.Equal((DeadLetter.ShownBytes, 100_000), (cut.Body.Length, cut.BodyLength));
        Assert.Equal((100_000, 100_000), (whole.Body.Length, whole.BodyLength));
    }

    [Fact]
    public async Task Replayed_Letter_IsFoundNoMore()
    {
        var (old, young) = (Letter(0), Letter(1));
        await Storage.DeadLetters.InsertAsync([young, old], default);

        await Storage.DeadLetters.MarkReplayedAsync([old.Id], default);
        await Storage.DeadLetters.MarkReplayedAsync([], default);

        Assert.Equal(young.Id, Assert.Single(await Storage.DeadLetters.FindUnreplayedAsync(new DeadLetterFilter(), null, 10, default)).Id);
        Assert.Empty(await Storage.DeadLetters.FindUnreplayedAsync(
            new DeadLetterFilter(), new PageKey(young.CreatedAt, young.Id), 10, default));
        AssertIsNow((await ListAsync())[1].ReplayedAt);
    }

    [Fact]
    public async Task Unpublished_Letter_IsOwedUntilItIsConfirmed()
    {
        var letter = Letter(0);
        await Storage.DeadLetters.InsertAsync([letter], default);

        Assert.Empty(await Storage.DeadLetters.FindUnpublishedAsync(TimeSpan.FromMinutes(1), 10, default));
        Assert.Equal(letter.Id, Assert.Single(await Storage.DeadLetters.FindUnpublishedAsync(NoGrace, 10, default)).Id);
        await Storage.DeadLetters.MarkPublishedAsync([letter.Id], default);
        Assert.Empty(await Storage.DeadLetters.FindUnpublishedAsync(NoGrace, 10, default));
    }

    [Theory]
    [InlineData(ExecutionSource.Http, 1, false)]
    [InlineData(ExecutionSource.Http, 2, true)]
    [InlineData(ExecutionSource.Amqp, 1, true)]
    [InlineData(ExecutionSource.Schedule, 1, true)]
    public async Task Execution_Failed_ItsLetterIsThereUnlessACallerWaited(ExecutionSource source, int attempts, bool expected)
    {
        var row = await InsertClaimedAsync(Sample() with { Source = source, MaxAttempts = attempts, Priority = ExecutionPriority.High });
        var error = new ExecutionError("engine_failed", "It broke.", false, 1);
        await FinishAsync(new Completion(row.Claim, ExecutionEvent.Fail, TimeSpan.Zero) { Error = error });

        var letters = await ListAsync();

        Assert.Equal(expected, letters.Count == 1);
        foreach (var letter in letters)
        {
            Assert.Equal(
                (row.Id.Value, row.Id, "engine:tasks:high", "engine_failed", "It broke.", 1, row.Caller),
                (letter.Id, letter.ExecutionId!.Value, letter.Queue, letter.Code, letter.Reason, letter.Attempts, letter.Caller));
            Assert.Equal($$"""{"execution_id":"{{row.Id}}"}""", System.Text.Encoding.UTF8.GetString(letter.Body.Span));
            AssertIsNow(letter.CreatedAt);
            Assert.Equal(letter.Id, Assert.Single(await Storage.DeadLetters.FindUnpublishedAsync(NoGrace, 10, default)).Id);
        }
    }

    [Fact]
    public async Task Execution_WorkersDied_ItsLetterIsThere()
    {
        var row = await InsertClaimedAsync(Sample() with { Source = ExecutionSource.Amqp, MaxAttempts = 1 });
        await Storage.PassAsync(Lease + TimeSpan.FromSeconds(1));

        await Storage.Executions.RecoverAsync(NoGrace, 10, default);

        Assert.Equal((row.Id.Value, "internal"), ((await ListAsync())[0].Id, (await ListAsync())[0].Code));
    }

    private Task<IReadOnlyList<DeadLetter>> ListAsync(int limit = 10) =>
        Storage.DeadLetters.ListAsync(new DeadLetterFilter(), null, limit, default);

    private async Task<IEnumerable<Guid>> IdsAsync(DeadLetterFilter filter) =>
        (await Storage.DeadLetters.ListAsync(filter, null, 10, default)).Select(letter => letter.Id);

    private static DeadLetter Letter(int minute) => new(
        Guid.NewGuid(),
        "engine:tasks",
        "malformed_json",
        "It is no JSON.",
        null,
        0,
        null,
        "{]"u8.ToArray(),
        new DateTimeOffset(2026, 3, 1, 12, minute, 0, TimeSpan.Zero));

    public sealed class OnPostgres(PostgresStorage storage) : DeadLetterContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : DeadLetterContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : DeadLetterContract(storage), IClassFixture<EmbeddedStorage>;
}
