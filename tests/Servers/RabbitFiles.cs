using System.Net.Sockets;

namespace TlEngine.Tests.Servers;

/// <summary>The configuration of one throw-away RabbitMQ: everything that would otherwise be shared with a broker of the machine.</summary>
internal sealed record RabbitFiles(string Folder, int Port, int ManagementPort, int DistributionPort, int PortMapperPort)
{
    /// <summary>Debian's wrapper on the PATH insists on the user rabbitmq and on its folders; the server itself does not.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin"];

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["HOME"] = Folder,
        ["ERL_EPMD_PORT"] = $"{PortMapperPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"tl-{Port}@localhost",
        ["RABBITMQ_NODE_PORT"] = $"{Port}",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_DIST_PORT"] = $"{DistributionPort}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = Path.Combine(Folder, "node"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "rabbitmq-env.conf"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(Folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins"),
        // Without it the start script stays as a parent that a kill would leave behind.
        ["RABBITMQ_ALLOW_INPUT"] = "true",
        // One scheduler that does not spin, and small allocators: several brokers share a machine with the tests.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-noinput +S 1:1 +A 8 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
    };

    public void Write()
    {
        File.WriteAllText(Path.Combine(Folder, "rabbitmq-env.conf"), "");
        File.WriteAllText(Path.Combine(Folder, "advanced.config"), "[].\n");
        File.WriteAllText(Path.Combine(Folder, "enabled_plugins"), "[rabbitmq_management].\n");
        File.WriteAllText(
            Path.Combine(Folder, "rabbitmq.conf"),
            $"""
            default_user = {RabbitServer.User}
            default_pass = {RabbitServer.Password}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {ManagementPort}
            log.console.level = warning
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 50MB

            """);
    }

    public static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
