namespace TlEngine.Tests.Storage;

/// <summary>What may happen to a row next in <see cref="LifeContract"/>.</summary>
public enum LifeStep
{
    Claim,
    Succeed,
    Fail,
    RetryAtOnce,
    Release,
    CancelByHolder,
    StaleSucceed,
    RenewByHolder,
    LetLeaseEnd,
    Sweep,
    AskToCancel,
    LetTimeToLiveEnd,
}
