namespace TlEngine.Messaging.Tasks;

/// <summary>Ends this process, and the host that shares its pod, so that the pod is started anew.</summary>
public interface IProcessEnd
{
    void End();
}
