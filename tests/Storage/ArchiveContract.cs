using System.Text.Json;
using TlEngine.Archive;
using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

public abstract class ArchiveContract(StorageUnderTest storage) : StorageContract(storage)
{
    private static readonly Payload Filed = new(null, "executions/x/input", PayloadEncoding.Brotli, 9);
    private static readonly DateTimeOffset Before = new(2025, 6, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ReadDue_ThreeDays_AnswersTheOldestDayInOrderAndPages()
    {
        var (b, a) = (await FinishedAsync("2025-06-01 23:59:59"), await FinishedAsync("2025-06-01 00:00:00"));
        var next = await FinishedAsync("2025-06-02 00:00:00");
        await FinishedAsync("2025-06-10 00:00:00");
        await InsertAsync(Sample());

        var day = await DueAsync();
        Assert.Equal([a, b], day.Select(row => row.Id));
        Assert.All(day, row => Assert.Equal(new DateOnly(2025, 6, 1), row.Day));
        Assert.Equal("{\"ok\":true}", System.Text.Encoding.UTF8.GetString(day[0].Row.Result!.Bytes!.Value.Span));
        var first = Assert.Single(await Storage.Archive.ReadDueAsync(Before, null, 1, default));
        Assert.Equal(b, Assert.Single(await Storage.Archive.ReadDueAsync(Before, first, 10, default)).Id);
        Assert.Empty(await Storage.Archive.ReadDueAsync(Before, day[1], 10, default));

        Assert.Equal(2, await Storage.Archive.DeleteAsync(Before, [a, b], default));
        Assert.Equal([next], (await DueAsync()).Select(row => row.Id));
    }

    [Fact]
    public async Task ReadDue_EventsNotPublished_Waits()
    {
        var row = await FinishedAsync("2025-06-01 12:00:00");
        await Storage.ExecuteAsync($"UPDATE executions SET events_owed_since = finished_at WHERE id = '{row}'");

        Assert.Empty(await DueAsync());
        Assert.Equal(0, await Storage.Archive.DeleteAsync(Before, [row], default));
    }

    [Fact]
    public async Task ReadDue_CallbackStillToBeDelivered_WaitsAndThenTakesTheDeliveryAlong()
    {
        var row = await FinishedAsync("2025-06-01 12:00:00", sample => sample with { CallbackUrl = new Uri("https://example.com/done") });
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM deliveries WHERE stage = 0"));

        Assert.Empty(await DueAsync());
        Assert.Equal(0, await Storage.Archive.DeleteAsync(Before, [row], default));

        await Storage.ExecuteAsync("UPDATE deliveries SET stage = 2, next_attempt_at = NULL");
        Assert.Equal(row, Assert.Single(await DueAsync()).Id);
        Assert.Equal(1, await Storage.Archive.DeleteAsync(Before, [row], default));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM deliveries"));
    }

    [Fact]
    public async Task Delete_WithFilesAndLetter_DoomsTheFilesAndTakesTheLetter()
    {
        var id = await FinishedAsync("2025-06-01 12:00:00", row => row with { Input = Filed });
        await Storage.ExecuteAsync(
            $"""
            INSERT INTO dead_letters (id, queue, code, reason, execution_id, attempts, body, created_at)
            SELECT id, 'engine:tasks', 'internal', '', id, 1, fingerprint, created_at FROM executions WHERE id = '{id}'
            """);
        var unfinished = await InsertAsync(Sample());

        Assert.Equal(1, await Storage.Archive.DeleteAsync(Before, [id, unfinished.Id], default));
        Assert.Equal(0, await Storage.Archive.DeleteAsync(Before, [id], default));

        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM dead_letters"));
        Assert.Equal(1, await Storage.CountAsync("SELECT count(*) FROM executions"));
        Assert.Equal(["executions/x/input"], await Storage.Archive.FindDoomedFilesAsync(10, default));
        await Storage.Archive.ForgetDoomedFilesAsync(["executions/x/input"], default);
        Assert.Empty(await Storage.Archive.FindDoomedFilesAsync(10, default));
    }

    [Fact]
    public async Task Restore_Deleted_IsTheSameRowAndNothingHappensAnew()
    {
        var id = await FinishedAsync("2025-06-01 12:00:00", row => row with
        {
            Input = new Payload(new byte[100_000], null, PayloadEncoding.Brotli, 900_000),
            Tags = ["a", "b"],
            CallbackUrl = new Uri("https://example.com/done"),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        });
        await Storage.ExecuteAsync("DELETE FROM deliveries");
        var archived = Assert.Single(await DueAsync());
        var before = await FindAsync(id);
        await Storage.Archive.DeleteAsync(Before, [id], default);
        var counts = await Storage.CountAsync("SELECT coalesce(sum(count), 0) FROM activity_counts");
        var line = JsonSerializer.SerializeToUtf8Bytes(archived, ArchiveJson.Default.ArchivedExecution);

        var read = JsonSerializer.Deserialize(line, ArchiveJson.Default.ArchivedExecution)!;
        Assert.Equal([true], await Storage.Archive.RestoreAsync([read], default));
        Assert.Equal([false], await Storage.Archive.RestoreAsync([read], default));

        Assert.Equivalent(before, await FindAsync(id), strict: true);
        Assert.Equal(100_000, await Storage.CountAsync("SELECT length(input_bytes) FROM executions"));
        Assert.Equal(archived.History.Length, await Storage.CountAsync("SELECT length(history) FROM executions"));
        Assert.Equal(archived.Events, await Storage.CountAsync("SELECT events FROM executions"));
        Assert.Empty(await Storage.Events.FindAsync([id], default));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM deliveries"));
        Assert.Equal(counts, await Storage.CountAsync("SELECT coalesce(sum(count), 0) FROM activity_counts"));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task Restore_FailedWithErrorAndFiles_KeepsThemAndLiftsTheirDoom()
    {
        var row = await InsertClaimedAsync(Sample() with { Input = Filed });
        var error = new ExecutionError("validation", "Refused.", false, 1, [new InputError("/a", "is wrong")]);
        await FinishAsync(new Completion(row.Claim, ExecutionEvent.Fail, TimeSpan.Zero) { Error = error });
        await EndAsync(row.Id, "2025-06-01 12:00:00");
        var archived = await DueAsync();
        await Storage.Archive.DeleteAsync(Before, [row.Id], default);

        await Storage.Archive.RestoreAsync(archived, default);

        var restored = await FindAsync(row.Id);
        Assert.Equivalent(error, restored.Error, strict: true);
        Assert.Equal("executions/x/input", restored.Input.FileKey);
        Assert.Empty(await Storage.Archive.FindDoomedFilesAsync(10, default));
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task Purge_OldRuns_KeepsTheNewestOfEachSchedule()
    {
        await Storage.ExecuteAsync(
            $"""
            INSERT INTO schedules (
                id, caller, engine_id, action, data, options, cron, time_zone, enabled, missed_runs, overlap, jitter_us, created_at)
            VALUES (
                '0197a000-0000-7000-8000-000000000001', 'c', 'e', 'run', '', '', '* * * * *', 'UTC', true, 0, 0, 0,
                {Epoch("2025-01-01 00:00:00")});
            INSERT INTO schedule_runs (schedule_id, fire_at) VALUES
                ('0197a000-0000-7000-8000-000000000001', {Epoch("2025-06-01 00:00:00")}),
                ('0197a000-0000-7000-8000-000000000001', {Epoch("2025-06-02 00:00:00")});
            """);

        Assert.Equal(1, await Storage.Archive.PurgeAsync(Before, default));
        Assert.Equal(0, await Storage.Archive.PurgeAsync(Before, default));
        Assert.Equal(1, await Storage.CountAsync($"SELECT count(*) FROM schedule_runs WHERE fire_at = {Epoch("2025-06-02 00:00:00")}"));
    }

    [Fact]
    public async Task DaysToArchive_LeftBehind_CountsUntilItIsPutOffOrKept()
    {
        const string count = "SELECT count(*) FROM days_to_archive WHERE kind = 'archive'";
        await Storage.ExecuteAsync($"UPDATE archive_state SET retention_days = 30, not_before = {Storage.Epoch}");
        Assert.Equal(0, await Storage.CountAsync(count));
        await FinishedAsync("2025-06-01 12:00:00");
        Assert.Equal(1, await Storage.CountAsync(count));

        await Storage.Archive.PutOffAsync(3650, TimeSpan.Zero, default);
        Assert.Equal(0, await Storage.CountAsync(count));
        await Storage.Archive.PutOffAsync(30, TimeSpan.FromHours(1), default);
        Assert.Equal(0, await Storage.CountAsync(count));
    }

    private Task<IReadOnlyList<ArchivedExecution>> DueAsync() => Storage.Archive.ReadDueAsync(Before, null, 10, default);

    private async Task<ExecutionId> FinishedAsync(string at, Func<NewExecution, NewExecution>? with = null)
    {
        var row = await InsertClaimedAsync(with?.Invoke(Sample()) ?? Sample());
        await FinishAsync(Succeed(row.Claim));
        await EndAsync(row.Id, at);
        return row.Id;
    }

    private Task EndAsync(ExecutionId id, string at) => Storage.ExecuteAsync(
        $"UPDATE executions SET finished_at = {Epoch(at)}, events_owed_since = NULL, events_published = events WHERE id = '{id}'");

    /// <summary>A time as the dialect writes it.</summary>
    private string Epoch(string at)
    {
        var time = DateTimeOffset.Parse(at + "Z", System.Globalization.CultureInfo.InvariantCulture);
        return Storage.Epoch == "0" ? $"{time.ToUnixTimeMilliseconds()}000" : $"'{at}+00'";
    }

    public sealed class OnPostgres(PostgresStorage storage) : ArchiveContract(storage), IClassFixture<PostgresStorage>;

    public sealed class ThroughAPooler(PooledPostgresStorage storage) : ArchiveContract(storage), IClassFixture<PooledPostgresStorage>;

    public sealed class Embedded(EmbeddedStorage storage) : ArchiveContract(storage), IClassFixture<EmbeddedStorage>;
}
