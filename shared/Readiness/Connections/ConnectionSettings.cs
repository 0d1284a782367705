using Microsoft.Extensions.Configuration;
using TlEngine.Settings;

namespace TlEngine.Readiness.Connections;

/// <summary>The settings of one connection alone, so that a fault of one does not hide how the others do.</summary>
internal static class ConnectionSettings
{
    /// <exception cref="SettingsException">One of them is wrong.</exception>
    public static ServiceSettings Read(IConfiguration configuration, IReadOnlyList<string> names)
    {
        var some = names.ToDictionary(name => name, name => configuration[name]);
        some["ENVIRONMENT"] = "local";
        // Given, since without them keys would be made and written down.
        some["TL_PLANE_API_KEY"] = some["ADMIN_API_KEY"] = "unused";
        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(some).Build());
    }
}
