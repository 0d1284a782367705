using System.Globalization;

namespace TlEngine.Settings;

/// <summary>The parts of a REDIS_URL, percent-decoded. The path is the number of the database; without one it is 0.</summary>
public sealed record RedisAddress(string Host, int Port, bool Tls, string? User, string? Password, int Database)
{
    public static RedisAddress Parse(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
        {
            throw new FormatException("REDIS_URL must look like redis://user:password@host:6379/0 or rediss://….");
        }

        var path = url.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            throw new FormatException($"The path of REDIS_URL is the number of a database, not '{path}'.");
        }

        var (user, password) = UrlCredentials.Of(url);
        return new RedisAddress(url.IdnHost, url.Port > 0 ? url.Port : 6379, url.Scheme == "rediss", user, password, database);
    }
}
