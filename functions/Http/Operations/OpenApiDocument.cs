using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Operations;

/// <summary>The contract of this API, for programs: OpenAPI 3.1.</summary>
public sealed class OpenApiDocument(HttpDoor door, OpenApi document)
{
    [Function(nameof(OpenApiDocument))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        door.EnterAsync(request, () => Task.FromResult<IResult>(
            new JsonBody(StatusCodes.Status200OK, writer => writer.WriteRawValue(document.Json.Span, skipInputValidation: true))));
}
