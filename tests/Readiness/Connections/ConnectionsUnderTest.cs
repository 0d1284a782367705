using Microsoft.Extensions.Configuration;
using TlEngine.Readiness.Connections;

namespace TlEngine.Tests.Readiness.Connections;

/// <summary>The command with the given settings and no others.</summary>
internal static class ConnectionsUnderTest
{
    public static async Task<(int ExitCode, IReadOnlyDictionary<string, string> Lines)> CheckAsync(
        params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
        using var output = new StringWriter();
        var exitCode = await ConnectionCheck.RunAsync(configuration, output, TimeProvider.System, CancellationToken.None);
        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["PostgreSQL", "Redis", "AMQP", "S3", "PostHog", "Scout"], lines.Select(NameOf));
        return (exitCode, lines.ToDictionary(NameOf, line => line[NameOf(line).Length..].Trim()));
    }

    private static string NameOf(string line) => line.Split(' ')[0];
}
