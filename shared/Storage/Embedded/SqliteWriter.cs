using System.Threading.Channels;

namespace TlEngine.Storage.Embedded;

/// <summary>
/// The one writer of this process. Calls wait in a bounded queue; those that wait at the same moment share one transaction, because the
/// commit (a sync of the disk) is what costs. Disposing finishes what is queued.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int QueueLength = 1024;
    private const int LargestGroup = 128;

    private readonly Channel<SqliteJob> _queue = Channel.CreateBounded<SqliteJob>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SqliteFile _file;
    private readonly Task _loop;
    private SqliteSession? _session;

    public SqliteWriter(SqliteFile file)
    {
        _file = file;
        _loop = Task.Run(DrainAsync);
    }

    public async Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var job = new SqliteJob<T>(work, cancellationToken);
        await _queue.Writer.WriteAsync(job, cancellationToken);
        return await job.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _session?.Dispose();
    }

    private async Task DrainAsync()
    {
        var group = new List<SqliteJob>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var job))
            {
                group.Add(job);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<SqliteJob> group)
    {
        try
        {
            _session ??= _file.Open();
            // Immediate: a transaction that reads first and then asks for the write lock fails at once under contention.
            _session.Execute("BEGIN IMMEDIATE");
            group.ForEach(job => job.Run(_session));
            _session.Execute("COMMIT");
        }
        catch (Exception failure)
        {
            // Whatever is left of the transaction goes with the connection; the callers get the reason.
            _session?.Dispose();
            _session = null;
            group.ForEach(job => job.Fail(failure));
            return;
        }

        group.ForEach(job => job.Complete());
    }
}
