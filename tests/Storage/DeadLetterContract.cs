using TlEngine.Executions;
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

        var letters = await Storage.DeadLetters.ListAsync(10, default);

        Assert.Equal([newer.Id, older.Id], letters.Select(letter => letter.Id));
        Assert.Equal(older with { Body = default }, letters[1] with { Body = default });
        Assert.Equal("{]"u8.ToArray(), letters[1].Body.ToArray());
        Assert.Equal(newer with { Body = default, Reason = "not\uFFFDJSON" }, letters[0] with { Body = default });
        Assert.Empty(letters[0].Body.ToArray());
        Assert.Equal(newer.Id, Assert.Single(await Storage.DeadLetters.ListAsync(1, default)).Id);
    }

    [Fact]
    public async Task Insert_IdThatIsThere_LeavesIt()
    {
        var letter = Letter(0);
        await Storage.DeadLetters.InsertAsync([letter], default);

        await Storage.DeadLetters.InsertAsync([letter with { Code = "other" }, Letter(1), letter], default);
        await Storage.DeadLetters.InsertAsync([], default);

        var letters = await Storage.DeadLetters.ListAsync(10, default);
        Assert.Equal(2, letters.Count);
        Assert.Equal("malformed_json", letters[1].Code);
    }

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
