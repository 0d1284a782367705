namespace TlEngine.Storage.Embedded;

/// <summary>A piece of work with a result.</summary>
internal sealed class SqliteJob<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : SqliteJob
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public Task<T> Task => _completion.Task;

    public override void Complete()
    {
        if (_failure is OperationCanceledException)
        {
            _completion.TrySetCanceled(cancellationToken);
        }
        else if (_failure is not null)
        {
            _completion.TrySetException(_failure);
        }
        else
        {
            _completion.TrySetResult(_result!);
        }
    }

    public override void Fail(Exception failure) => _completion.TrySetException(failure);

    protected override bool TryWork(SqliteSession session)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _result = work(session);
            return true;
        }
        catch (Exception failure)
        {
            // Every failure is this caller's own and is thrown there; the writer goes on with the others.
            _failure = failure;
            return false;
        }
    }
}
