using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TlEngine.Access.Keys;
using TlEngine.Engines;
using TlEngine.Settings;

namespace TlEngine.Standalone;

/// <summary>What a developer needs first. Printed in the local environment only: it shows keys.</summary>
internal static class Banner
{
    private const string Example = "track.summary";

    public static void Print(WebApplication app, ServiceSettings settings)
    {
        if (settings.Environment != "local")
        {
            return;
        }

        var key = Shown(settings.TlPlaneApiKey!, "TL_PLANE_API_KEY");
        var url = app.Urls.First();
        var example = app.Services.GetRequiredService<EngineCatalogue>().Find(Example)!.Descriptor.Example;
        var body = new JsonObject { ["data"] = JsonNode.Parse(example) }.ToJsonString();
        Console.WriteLine(
            $"""

            tl-engine runs at {url}
            key for X-API-Key: {key}
            key for everything: {Shown(settings.AdminApiKey!, "ADMIN_API_KEY")}
            try it:

              curl -s {url}/api/v1/engines/{Example}/execute -H "X-API-Key: {key}" -H 'Content-Type: application/json' -d '{body}'

            Ctrl-C stops it.
            """);
    }

    /// <summary>One that the settings brought is known to whoever set it, and stays out of the log.</summary>
    private static string Shown(string key, string setting) => LocalKeys.MadeIt(key) ? key : $"${setting}";
}
