using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Outside.Notify;

/// <summary>The parameters of <c>notify.webhook</c>.</summary>
internal sealed class NotifyParameters
{
    [Parameter("How long one attempt may take.", Unit = "s", Minimum = 1, Maximum = 30, Source = "Standard Webhooks 1.0: 15 to 30 s")]
    public double TimeoutS { get; set; } = 15;

    [Parameter("Send although the receiver answered 410 within the last 24 hours, and forget that answer.", Source = "our judgement")]
    public bool Reenable { get; set; }

    [Parameter("Check everything, send nothing, and tell what would be sent.", Source = "our judgement")]
    public bool DryRun { get; set; }
}
