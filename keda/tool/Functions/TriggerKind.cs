namespace TlEngine.Keda.Functions;

/// <summary>What starts a function.</summary>
internal enum TriggerKind
{
    Http,
    Queue,
    Timer,
}
