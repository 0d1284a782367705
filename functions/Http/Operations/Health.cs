using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Operations;

/// <summary>The process is alive; touches nothing. The commit that it was built from is named where the build knew it.</summary>
public sealed class Health(HttpDoor door)
{
    private static readonly string? Revision = typeof(Health).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, { Length: > 0 } revision]
        ? revision
        : null;

    [Function(nameof(Health))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request) =>
        door.EnterAsync(request, () => Task.FromResult<IResult>(new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", "ok");
            if (Revision is not null)
            {
                writer.WriteString("revision", Revision);
            }

            writer.WriteEndObject();
        })));
}
