using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Engines;

/// <summary>All engines, with their parameters, schemas and examples.</summary>
public sealed class ListEngines(HttpDoor door, EngineCatalogue catalogue)
{
    [Function(nameof(ListEngines))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/engines")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.EnginesRead, caller => Task.FromResult<IResult>(new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var engine in catalogue.All.Where(engine => caller.MayUse(engine.Descriptor.Id)))
            {
                EngineJson.Write(writer, engine.Descriptor);
            }

            writer.WriteEndArray();
            writer.WriteNull("next_cursor");
            writer.WriteEndObject();
        })));
}
