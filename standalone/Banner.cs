using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TlEngine.Engines;
using TlEngine.Settings;

namespace TlEngine.Standalone;

/// <summary>What a developer needs first. Printed in the local environment only: it shows a key.</summary>
internal static class Banner
{
    private const string Shown = "track.summary";

    public static void Print(WebApplication app, ServiceSettings settings)
    {
        if (settings.Environment != "local")
        {
            return;
        }

        var url = app.Urls.First();
        var example = app.Services.GetRequiredService<EngineCatalogue>().Find(Shown)!.Descriptor.Example;
        var body = new JsonObject { ["data"] = JsonNode.Parse(example) }.ToJsonString();
        Console.WriteLine(
            $"""

            tl-engine runs at {url}
            key for X-API-Key: {settings.TlPlaneApiKey}
            try it:

              curl -s {url}/api/v1/engines/{Shown}/execute -H 'X-API-Key: {settings.TlPlaneApiKey}' -H 'Content-Type: application/json' -d '{body}'

            Ctrl-C stops it.
            """);
    }
}
