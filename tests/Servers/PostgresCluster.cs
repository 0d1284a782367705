namespace TlEngine.Tests.Servers;

/// <summary>Data folders for PostgreSQL: initialised once per run, copied for each server.</summary>
internal static class PostgresCluster
{
    private static readonly Lazy<Task<string>> _template = new(InitialiseAsync);

    /// <summary>PostgreSQL refuses to run as root; its package brings the user.</summary>
    public static IReadOnlyList<string> AsServerUser =>
        Tool.IsRoot ? [Tool.Find("setpriv"), "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    /// <summary>The program of the newest version that is installed.</summary>
    public static string Program(string name)
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return Tool.Find(name, versions.OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin")));

        static double Version(string folder) =>
            double.TryParse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    public static async Task CreateAsync(string dataFolder) =>
        await Tool.RunAsync("cp", ["--archive", "--reflink=auto", await _template.Value, dataFolder]);

    private static async Task<string> InitialiseAsync()
    {
        var folder = RunFolder.ForServer("postgres-template");
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, PostgresServer.Password);
        if (Tool.IsRoot)
        {
            await Tool.RunAsync("chown", ["-R", "postgres:", folder]);
        }

        var data = Path.Combine(folder, "data");
        string[] command =
        [
            .. AsServerUser, Program("initdb"), "--pgdata", data, "--username", PostgresServer.User, "--pwfile", passwordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
        ];
        await Tool.RunAsync(command[0], command[1..]);
        return data;
    }
}
