using Microsoft.Extensions.Hosting;

namespace TlEngine.Executions;

/// <summary>
/// The end of the process in two steps: <see cref="Stopping"/>, when nothing new is begun, and <see cref="Abandoning"/> 7 s later, when
/// unfinished engines are cancelled and given back, so that all is settled within the 10 s that the Functions host waits.
/// </summary>
public sealed class Shutdown : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoning;
    private readonly TimeProvider _time;
    private readonly ITimer _abandonTimer;

    public Shutdown(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _time = time;
        _abandoning = new CancellationTokenSource();
        _abandonTimer = _time.CreateTimer(_ => _abandoning.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lifetime.ApplicationStopping.Register(Begin);
    }

    public CancellationToken Stopping => _stopping.Token;

    public CancellationToken Abandoning => _abandoning.Token;

    /// <summary>The Functions host tells a function of its end by the invocation's token, before the process hears of it.</summary>
    public CancellationTokenRegistration Observe(CancellationToken invocation) => invocation.Register(Begin);

    public void Dispose()
    {
        _abandonTimer.Dispose();
        _stopping.Dispose();
        _abandoning.Dispose();
    }

    private void Begin()
    {
        if (!_stopping.IsCancellationRequested)
        {
            _abandonTimer.Change(Patience, Timeout.InfiniteTimeSpan);
            _stopping.Cancel();
        }
    }
}
