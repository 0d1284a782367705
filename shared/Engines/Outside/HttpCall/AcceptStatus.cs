namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>Which answers are a result.</summary>
internal enum AcceptStatus
{
    /// <summary>2xx; any other ends the execution as failed.</summary>
    Success,

    /// <summary>Every answer, whatever its status.</summary>
    Any,
}
