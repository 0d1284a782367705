using System.Diagnostics;
using TlEngine.Executions;

namespace TlEngine.Bench;

/// <summary>
/// What an execution costs in the database: groups of 128 inserted claimed and finished, as sync calls are, in microseconds each, the best
/// and the median of many groups; with the history and without it, and without the indexes of the lists.
/// </summary>
internal sealed class WriteMeasure(string url)
{
    private const int Group = 128;
    private const int Groups = 120;

    public async Task RunAsync()
    {
        await using var database = await BenchDatabase.OpenAsync(url);
        await MeasureAsync(database, "warming", []);
        for (var round = 1; round <= 3; round++)
        {
            await database.ExecuteAsync("ALTER TABLE executions ENABLE TRIGGER USER");
            await MeasureAsync(database, "with history, without tags", []);
            await MeasureAsync(database, "with history, with two tags", ["night", "fleet-7"]);
            await database.ExecuteAsync("ALTER TABLE executions DISABLE TRIGGER USER");
            await MeasureAsync(database, "without history", []);
        }

        await database.ExecuteAsync(
            "DROP INDEX executions_newest, executions_of_caller, executions_of_engine, executions_not_succeeded, executions_tags");
        await MeasureAsync(database, "without history, without the lists' indexes", []);
        await MeasureAsync(database, "without history, without the lists' indexes", []);
    }

    private static async Task MeasureAsync(BenchDatabase database, string name, IReadOnlyList<string> tags)
    {
        await database.ExecuteAsync("TRUNCATE executions");
        var times = new List<double>();
        for (var i = 0; i < Groups; i++)
        {
            var rows = Enumerable.Range(0, Group).Select(_ => Row(tags)).ToList();
            var began = Stopwatch.GetTimestamp();
            var inserted = await database.Executions.InsertAsync(rows, CancellationToken.None);
            await database.Executions.FinishAsync(
                [.. inserted.Select(outcome => new Completion(outcome.Row.Claim, ExecutionEvent.Succeed, TimeSpan.FromMilliseconds(1))
                {
                    Result = Payload,
                })],
                CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / Group);
        }

        times.Sort();
        Console.WriteLine($"{name,-45} best {times[0],7:F1} µs, median {times[Groups / 2],7:F1} µs");
    }

    private static Payload Payload { get; } = new(new byte[600], null, PayloadEncoding.Plain, 600);

    private static NewExecution Row(IReadOnlyList<string> tags)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new NewExecution
        {
            Id = ExecutionId.New(TimeProvider.System),
            EngineId = "track.clean",
            EngineVersion = "1.0",
            Action = "run",
            Caller = "tl-plane",
            Source = ExecutionSource.Http,
            Fingerprint = new byte[32],
            Input = Payload,
            Tags = tags,
            Timeout = TimeSpan.FromSeconds(30),
            CreatedAt = now,
            DueAt = now,
            ClaimFor = TimeSpan.FromSeconds(60),
        };
    }
}
