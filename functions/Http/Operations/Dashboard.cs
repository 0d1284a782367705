using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Operations;

/// <summary>One page for people: status and figures. It holds nothing itself; whoever opens it signs in with a key.</summary>
public sealed class Dashboard(HttpDoor door)
{
    [Function(nameof(Dashboard))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard")] HttpRequest request) =>
        door.EnterAsync(request, () => Task.FromResult<IResult>(new HtmlPage("dashboard.html")));
}
