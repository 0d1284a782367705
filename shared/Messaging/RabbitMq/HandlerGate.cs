namespace TlEngine.Messaging.RabbitMq;

/// <summary>Bounds the handlers of one consumer across its subscriptions and knows when none runs.</summary>
internal sealed class HandlerGate(int concurrency) : IDisposable
{
    private readonly SemaphoreSlim _free = new(concurrency, concurrency);
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Starts the work and returns at once.</summary>
    public void Start(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            await _free.WaitAsync();
            try
            {
                await work();
            }
            finally
            {
                _free.Release();
            }
        });
        lock (_lock)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task IdleAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_running);
        }
    }

    public void Dispose() => _free.Dispose();

    private void Forget(Task task)
    {
        lock (_lock)
        {
            _running.Remove(task);
        }
    }
}
