namespace TlEngine.Settings;

/// <summary>
/// The parts of an AMQP_URL, percent-decoded. The path is the vhost (<c>/%2Fengine</c> is <c>/engine</c>); without a path it is <c>/</c>.
/// Query parameters are other clients' and ignored.
/// </summary>
public sealed record AmqpAddress(string Host, int Port, bool Tls, string User, string Password, string VirtualHost)
{
    public static AmqpAddress Parse(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Scheme is not ("amqp" or "amqps") || url.Host.Length == 0)
        {
            throw new FormatException("AMQP_URL must look like amqp://user:password@host:5672/vhost or amqps://….");
        }

        var path = url.AbsolutePath.Length > 1 ? url.AbsolutePath[1..] : "%2F";
        if (path.Contains('/', StringComparison.Ordinal))
        {
            throw new FormatException("The vhost in AMQP_URL holds a slash; write it percent-encoded: vhost /engine is /%2Fengine.");
        }

        var tls = url.Scheme == "amqps";
        var port = url.Port > 0 ? url.Port : tls ? 5671 : 5672;
        var (user, password) = UrlCredentials.Of(url);
        return new AmqpAddress(url.IdnHost, port, tls, user ?? "guest", password ?? "guest", Uri.UnescapeDataString(path));
    }
}
