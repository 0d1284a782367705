using Microsoft.Extensions.DependencyInjection;
using TlEngine.Engines;
using TlEngine.Settings;

namespace TlEngine.Tests.Engines;

/// <summary>The engines, as the service registers them.</summary>
internal static class RegisteredEngines
{
    private static readonly EngineCatalogue _catalogue =
        new ServiceCollection().AddLogging().AddTlEngine(new ServiceSettings { Environment = "local", DataFolder = "unused" })
            .BuildServiceProvider().GetRequiredService<EngineCatalogue>();

    public static IReadOnlyList<IEngine> All => _catalogue.All;

    public static IEngine Find(string id) => _catalogue.Find(id)!;
}
