using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Archive;
using TlEngine.Executions;
using TlEngine.Files;
using TlEngine.Files.S3;
using TlEngine.Settings;
using TlEngine.Tests.Servers;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Archive;

/// <summary>The way out of a real PostgreSQL into a real S3 server, and back.</summary>
public sealed class ExecutionArchiveTests(PostgresStorage storage) : StorageContract(storage), IClassFixture<PostgresStorage>
{
    private static readonly DateOnly Day = new(2025, 6, 1);
    private static readonly ServiceSettings Settings = new() { Environment = "local", DataFolder = "unused", RetentionDays = 30 };
    private static readonly byte[] FileContent = RandomNumberGenerator.GetBytes(2048);

    [Fact]
    public async Task Run_TwoDays_PartsAndManifestsAreThereAndRowsAndFilesGone()
    {
        var files = await FilesAsync();
        var filed = await FinishedAsync(Day, files);
        var rest = await FinishedAsync(Day);
        var young = await FinishedAsync(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-29)));
        await FinishedAsync(Day.AddDays(1));

        Assert.Equal(3, await ArchiveOf(files).RunAsync(default));
        Assert.Equal(0, await ArchiveOf(files).RunAsync(default));

        Assert.Equal(young.Id, Assert.Single(await Storage.Lists.ListAsync(new(), null, 10, default)).Id);
        var manifest = await new ArchiveFiles(files).ManifestAsync(Day, default);
        var part = Assert.Single(manifest!.Parts);
        Assert.Equal((1, 2, 2), (manifest.Schema, manifest.Executions, part.Executions));
        var content = (await files.GetAsync(part.File, default))!.Value;
        Assert.Equal((part.Sha256, part.Bytes), (Convert.ToHexStringLower(SHA256.HashData(content.Span)), content.Length));
        Assert.Equal(new HashSet<ExecutionId> { filed.Id, rest.Id }, (await LinesAsync(content)).Select(row => row.Id).ToHashSet());
        Assert.Equal(
            [Key(Day), Key(Day.AddDays(1))],
            (await KeysAsync(files)).Where(key => key.EndsWith(".json", StringComparison.Ordinal)));
        Assert.DoesNotContain(await KeysAsync(files), key => key.StartsWith("executions/", StringComparison.Ordinal));
    }

    /// <summary>Dies at every step in turn, before and after it; whatever was done by then, nothing is lost and nothing stays.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_KilledAtEachStep_TheNextOneFinishesAndAllComesBack(bool afterwards)
    {
        for (var step = 1; ; step++)
        {
            await Storage.ClearAsync();
            var files = await FilesAsync();
            var (one, two) = (await FinishedAsync(Day, files), await FinishedAsync(Day));
            var breaking = new BreakingFiles(files, step, afterwards);
            var died = await Record.ExceptionAsync(() => ArchiveOf(breaking).RunAsync(default)) is BreakingFiles.DeathException;

            await ArchiveOf(files).RunAsync(default);

            Assert.Empty(await Storage.Lists.ListAsync(new(), null, 10, default));
            Assert.DoesNotContain(await KeysAsync(files), key => key.StartsWith("executions/", StringComparison.Ordinal));
            Assert.Single(await new ArchiveFiles(files).PartsAsync(Day, default));
            Assert.Equal(new RestoreOutcome(1, 2, 0), await RestoreOf(files).RunAsync(Day, null, default));
            Assert.Equivalent(one, await FindAsync(one.Id), strict: true);
            Assert.Equivalent(two, await FindAsync(two.Id), strict: true);
            Assert.Equal(FileContent, (await files.GetAsync(one.Input.FileKey!, default))!.Value.ToArray());
            if (!died)
            {
                Assert.True(step > 6, $"The run has only {step - 1} steps in the file store.");
                return;
            }
        }
    }

    [Fact]
    public async Task Run_FinishedLate_BecomesAFurtherPart()
    {
        var files = await FilesAsync();
        await FinishedAsync(Day);
        await ArchiveOf(files).RunAsync(default);
        await FinishedAsync(Day);
        await ArchiveOf(files).RunAsync(default);

        Assert.Equal(2, (await new ArchiveFiles(files).ManifestAsync(Day, default))!.Parts.Count);
        Assert.Equal(new RestoreOutcome(2, 2, 0), await RestoreOf(files).RunAsync(Day, null, default));
        Assert.Equal(new RestoreOutcome(2, 0, 2), await RestoreOf(files).RunAsync(Day, null, default));
        Assert.Equal(0, await ArchiveOf(files).RunAsync(default));
    }

    [Fact]
    public async Task Run_SixInstancesAtOnce_LoseNothing()
    {
        var files = await FilesAsync();
        var rows = new List<Execution>();
        for (var i = 0; i < 40; i++)
        {
            rows.Add(await FinishedAsync(Day.AddDays(i % 2)));
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ArchiveOf(files).RunAsync(default)));
        await ArchiveOf(files).RunAsync(default);

        Assert.Empty(await Storage.Lists.ListAsync(new(), null, 10, default));
        var restored = (await RestoreOf(files).RunAsync(Day, null, default)).Restored
            + (await RestoreOf(files).RunAsync(Day.AddDays(1), null, default)).Restored;
        Assert.Equal(40, restored);
    }

    [Fact]
    public async Task Run_S3Away_KeepsEverythingAndSleepsForAWhile()
    {
        await using var server = await S3Server.StartNewAsync();
        using var files = new S3FileStore(await server.CreateBucketAsync(), TimeProvider.System);
        await server.StopAsync();
        var row = await FinishedAsync(Day);

        Assert.Equal(0, await ArchiveOf(files).RunAsync(default));

        Assert.Equivalent(row, await FindAsync(row.Id), strict: true);
        Assert.Equal(0, await Storage.CountAsync("SELECT count(*) FROM days_to_archive"));
        await server.StartAsync();
        Assert.Equal(1, await ArchiveOf(files).RunAsync(default));
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("missing")]
    public async Task Restore_PartNotSound_IsRefusedBeforeTheFirstRow(string how)
    {
        var files = await FilesAsync();
        await FinishedAsync(Day);
        await ArchiveOf(files).RunAsync(default);
        await FinishedAsync(Day);
        await ArchiveOf(files).RunAsync(default);
        var key = (await new ArchiveFiles(files).PartsAsync(Day, default))[1];
        var content = (await files.GetAsync(key, default))!.Value.ToArray();
        content[^9] ^= 1;
        await (how == "missing" ? files.DeleteAsync(key, default) : files.PutAsync(key, content, FileType.Binary, default));

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => RestoreOf(files).RunAsync(Day, null, default));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Storage.Lists.ListAsync(new(), null, 10, default));
    }

    [Fact]
    public async Task Run_PartDamagedBeforeItsRowsWereDeleted_IsWrittenAnew()
    {
        var files = await FilesAsync();
        await FinishedAsync(Day);
        await Record.ExceptionAsync(() => ArchiveOf(new BreakingFiles(files, 3)).RunAsync(default));
        var key = Assert.Single(await new ArchiveFiles(files).PartsAsync(Day, default));
        await files.PutAsync(key, "cut off"u8.ToArray(), FileType.Binary, default);

        Assert.Equal(1, await ArchiveOf(files).RunAsync(default));

        Assert.Equal(new RestoreOutcome(1, 1, 0), await RestoreOf(files).RunAsync(Day, null, default));
    }

    [Fact]
    public async Task Restore_OneExecution_LeavesTheOthersInTheArchive()
    {
        var files = await FilesAsync();
        await FinishedAsync(Day);
        var wanted = await FinishedAsync(Day);
        await ArchiveOf(files).RunAsync(default);

        Assert.Equal(new RestoreOutcome(1, 1, 0), await RestoreOf(files).RunAsync(Day, wanted.Id, default));
        Assert.Equal(wanted.Id, Assert.Single(await Storage.Lists.ListAsync(new(), null, 10, default)).Id);
        Assert.Equal(new RestoreOutcome(0, 0, 0), await RestoreOf(files).RunAsync(Day.AddDays(9), null, default));
    }

    /// <summary>A line as this version wrote it: every later one must read it.</summary>
    [Fact]
    public void Line_OfSchemaOne_IsRead()
    {
        var line =
            """
            {"row":{"id":"0197a000-0000-7000-8000-000000000001","engine_id":"track.clean","engine_version":"1.0",
            "action":"run","caller":"key:test","source":"Http","fingerprint":"AQI=","status":"Failed",
            "input":{"bytes":"e30=","encoding":"Plain","length":2},"error":{"code":"validation","message":"Refused.",
            "retriable":false,"attempt":1,"errors":[{"pointer":"/a","detail":"is wrong"}]},"options":"{}","tags":["a"],
            "priority":"Normal","attempts":1,"max_attempts":5,"fence":1,"timeout":"00:00:30",
            "created_at":"2025-06-01T11:00:00+00:00","due_at":"2025-06-01T11:00:00+00:00",
            "finished_at":"2025-06-01T12:00:00.123456+00:00","duration":"00:00:00.0120000","cached":false,
            "cancel_requested":false,"suspect":false},"history":"1\t1\t1748772000000000\t1\n","events":2}
            """.ReplaceLineEndings("");

        var read = JsonSerializer.Deserialize(line, ArchiveJson.Default.ArchivedExecution)!;

        Assert.Equal((Day, "track.clean", 2, "is wrong"), (read.Day, read.Row.EngineId, read.Events, read.Row.Error!.Errors![0].Detail));
        Assert.Equal("{}"u8.ToArray(), read.Row.Input.Bytes!.Value.ToArray());
        Assert.Equal(line, JsonSerializer.Serialize(read, ArchiveJson.Default.ArchivedExecution));
    }

    private static string Key(DateOnly day) => ArchiveFiles.ManifestKey(day);

    private static async Task<S3FileStore> FilesAsync() =>
        new(await (await S3Server.SharedAsync()).CreateBucketAsync(), TimeProvider.System);

    private ExecutionArchive ArchiveOf(IFileStore files) => new(
        Storage.Archive, new ArchiveFiles(files), files, Settings,
        TimeProvider.System, NullLogger<ExecutionArchive>.Instance);

    private ArchiveRestore RestoreOf(IFileStore files) => new(Storage.Archive, new ArchiveFiles(files), files);

    private static async Task<List<string>> KeysAsync(IFileStore files)
    {
        var keys = new List<string>();
        await foreach (var key in files.ListAsync("", default))
        {
            keys.Add(key);
        }

        return keys;
    }

    private static async Task<List<ArchivedExecution>> LinesAsync(ReadOnlyMemory<byte> content)
    {
        var rows = new List<ArchivedExecution>();
        await foreach (var row in PartFile.ReadAsync(content, default))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>An execution that succeeded at noon of a day, as it is found.</summary>
    /// <param name="files">Where its input is kept; null: in the row.</param>
    private async Task<Execution> FinishedAsync(DateOnly day, IFileStore? files = null)
    {
        var sample = Sample();
        if (files is not null)
        {
            var key = $"executions/2025/06/01/{sample.Id}/input";
            await files.PutAsync(key, FileContent, FileType.Binary, default);
            sample = sample with { Input = new Payload(null, key, PayloadEncoding.Brotli, 99) };
        }

        var row = await InsertClaimedAsync(sample);
        await FinishAsync(Succeed(row.Claim));
        await Storage.ExecuteAsync(
            $"""
            UPDATE executions SET finished_at = '{day:yyyy-MM-dd} 12:00:00+00', events_owed_since = NULL, events_published = events
            WHERE id = '{row.Id}'
            """);
        return await FindAsync(row.Id);
    }
}
