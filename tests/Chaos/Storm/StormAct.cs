namespace TlEngine.Tests.Chaos.Storm;

/// <summary>What the storm does.</summary>
internal enum StormAct
{
    /// <summary>SIGKILL to a process of the service, which is then started again.</summary>
    Kill,
    RestartBroker,
    RestartDatabase,
    FlushCache,
    StopCache,
}
