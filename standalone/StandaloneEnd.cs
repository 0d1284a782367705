using Microsoft.Extensions.Hosting;
using TlEngine.Messaging.Tasks;

namespace TlEngine.Standalone;

internal sealed class StandaloneEnd(IHostApplicationLifetime lifetime) : IProcessEnd
{
    public void End()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
