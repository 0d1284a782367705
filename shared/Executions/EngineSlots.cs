using TlEngine.Settings;

namespace TlEngine.Executions;

/// <summary>How many engines the queue functions of this process run at the same time (WORKER_CONCURRENCY).</summary>
internal sealed class EngineSlots(ServiceSettings settings) : IDisposable
{
    private readonly SemaphoreSlim _free = new(settings.WorkerConcurrency);

    public async Task<Slot> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new Slot(_free);
    }

    public void Dispose() => _free.Dispose();

    /// <summary>Held until disposed.</summary>
    public readonly struct Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
