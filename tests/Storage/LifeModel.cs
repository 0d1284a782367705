using TlEngine.Executions;

namespace TlEngine.Tests.Storage;

/// <summary>What a row must be after any sequence of steps, by the transition table alone.</summary>
internal sealed class LifeModel(int maxAttempts)
{
    private bool _leaseLive;
    private bool _cancelAsked;
    private bool _expired;
    private bool _started;

    public ExecutionStatus Status { get; private set; } = ExecutionStatus.Queued;

    public int Attempts { get; private set; }

    public long Fence { get; private set; }

    /// <summary>Whether a claim of the newest fence can still write.</summary>
    public bool IsHeld => Status == ExecutionStatus.Running;

    public void Apply(LifeStep step)
    {
        switch (step)
        {
            case LifeStep.Claim when Status != ExecutionStatus.Running || !_leaseLive:
                Claim();
                break;
            case LifeStep.Succeed:
                Finish(ExecutionEvent.Succeed);
                break;
            case LifeStep.Fail:
                Finish(ExecutionEvent.Fail);
                break;
            case LifeStep.RetryAtOnce:
                Finish(ExecutionEvent.Retry);
                break;
            case LifeStep.CancelByHolder:
                Finish(ExecutionEvent.Cancel);
                break;
            case LifeStep.Release:
                Attempts -= Finish(ExecutionEvent.Release) ? 1 : 0;
                break;
            case LifeStep.RenewByHolder:
                _leaseLive |= IsHeld && !_cancelAsked;
                break;
            case LifeStep.LetLeaseEnd:
                _leaseLive = false;
                break;
            case LifeStep.LetTimeToLiveEnd:
                _leaseLive = false;
                _expired = true;
                break;
            case LifeStep.AskToCancel:
                _cancelAsked = true;
                break;
            case LifeStep.Sweep when Status != ExecutionStatus.Running || !_leaseLive:
                Sweep();
                break;
            default:
                break;
        }
    }

    private void Claim()
    {
        if (TryEnd(_cancelAsked, ExecutionEvent.Cancel) || TryEnd(_expired && !_started, ExecutionEvent.Expire) || !TryMove(ExecutionEvent.Claim))
        {
            return;
        }

        Fence++;
        if (Attempts >= maxAttempts)
        {
            TryMove(ExecutionEvent.Fail);
            return;
        }

        Attempts++;
        _leaseLive = true;
        _started = true;
    }

    private void Sweep() =>
        _ = TryEnd(_cancelAsked, ExecutionEvent.Cancel)
            || TryEnd(_expired && !_started, ExecutionEvent.Expire)
            || TryEnd(Attempts >= maxAttempts, ExecutionEvent.Fail)
            || TryEnd(true, ExecutionEvent.Abandon);

    private bool Finish(ExecutionEvent @event) => IsHeld && TryMove(@event);

    private bool TryEnd(bool condition, ExecutionEvent @event)
    {
        var moved = condition && TryMove(@event);
        Fence += moved ? 1 : 0;
        return moved;
    }

    private bool TryMove(ExecutionEvent @event)
    {
        var next = ExecutionTransitions.Next(Status, @event);
        Status = next ?? Status;
        return next is not null;
    }
}
