namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>How work comes in.</summary>
public enum CrashSource
{
    HttpSync,
    HttpAsync,
    Amqp,
    Schedule,
}
