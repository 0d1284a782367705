using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace TlEngine.Settings;

/// <summary>
/// DATABASE_URL: <c>postgresql://user:password@host:port/database?members</c>, user, password, database and members percent-decoded.
/// Members: sslmode, channel_binding, options, application_name, connect_timeout (seconds). What is wrong is said without the password.
/// </summary>
public static class DatabaseUrl
{
    private const int DefaultPort = 5432;
    private const int DefaultConnectTimeoutSeconds = 5;

    public static bool TryParse(
        string text, [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? database, [NotNullWhen(false)] out string? error)
    {
        database = null;
        error = ErrorOf(text, out var uri);
        if (error is not null)
        {
            return false;
        }

        var parsed = new NpgsqlConnectionStringBuilder { Timeout = DefaultConnectTimeoutSeconds };
        error = ReadAuthority(uri!, parsed) ?? ReadMembers(uri!, parsed);
        database = error is null ? parsed : null;
        return error is null;
    }

    private static string? ErrorOf(string text, out Uri? uri)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri))
        {
            return "it is not a URI; expected postgresql://user:password@host:5432/database, special characters percent-encoded";
        }

        if (uri.Scheme is not ("postgresql" or "postgres"))
        {
            return $"its scheme is {uri.Scheme}; expected postgresql or postgres";
        }

        return uri.Fragment.Length > 0 ? "it holds a '#'; write %23 for a '#' in a user, password or name" : null;
    }

    private static string? ReadAuthority(Uri uri, NpgsqlConnectionStringBuilder database)
    {
        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? uri.UserInfo : uri.UserInfo[..colon];
        var name = uri.AbsolutePath.TrimStart('/');
        if (user.Length == 0)
        {
            return "it names no user; expected postgresql://user:password@host:5432/database";
        }

        if (uri.Host.Length == 0)
        {
            return "it names no host; expected postgresql://user:password@host:5432/database";
        }

        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
        {
            return "its path is not the name of one database; expected postgresql://user:password@host:5432/database";
        }

        database.Host = uri.DnsSafeHost;
        database.Port = uri.Port > 0 ? uri.Port : DefaultPort;
        database.Username = Uri.UnescapeDataString(user);
        database.Password = colon < 0 ? null : Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]);
        database.Database = Uri.UnescapeDataString(name);
        return null;
    }

    private static string? ReadMembers(Uri uri, NpgsqlConnectionStringBuilder database)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = member.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString(equals < 0 ? member : member[..equals]);
            var value = equals < 0 ? string.Empty : Uri.UnescapeDataString(member[(equals + 1)..]);
            var error = seen.Add(name) ? Apply(name, value, database) : $"its member {name} is given twice";
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private static string? Apply(string name, string value, NpgsqlConnectionStringBuilder database)
    {
        switch (name)
        {
            case "sslmode":
                return ApplySslMode(value, database);
            case "channel_binding":
                return ApplyChannelBinding(value, database);
            case "options":
                database.Options = value;
                return null;
            case "application_name":
                database.ApplicationName = value;
                return null;
            case "connect_timeout":
                return ApplyConnectTimeout(value, database);
            default:
                return $"its member {name} is not known; expected sslmode, channel_binding, options, application_name or connect_timeout";
        }
    }

    private static string? ApplySslMode(string value, NpgsqlConnectionStringBuilder database)
    {
        SslMode? mode = value switch
        {
            "disable" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            "require" => SslMode.Require,
            "verify-ca" => SslMode.VerifyCA,
            "verify-full" => SslMode.VerifyFull,
            _ => null,
        };
        database.SslMode = mode ?? database.SslMode;
        return mode is null ? $"its sslmode is '{value}'; expected disable, allow, prefer, require, verify-ca or verify-full" : null;
    }

    private static string? ApplyChannelBinding(string value, NpgsqlConnectionStringBuilder database)
    {
        ChannelBinding? binding = value switch
        {
            "disable" => ChannelBinding.Disable,
            "prefer" => ChannelBinding.Prefer,
            "require" => ChannelBinding.Require,
            _ => null,
        };
        database.ChannelBinding = binding ?? database.ChannelBinding;
        return binding is null ? $"its channel_binding is '{value}'; expected disable, prefer or require" : null;
    }

    private static string? ApplyConnectTimeout(string value, NpgsqlConnectionStringBuilder database)
    {
        var valid = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 300;
        database.Timeout = valid ? seconds : database.Timeout;
        return valid ? null : $"its connect_timeout is '{value}'; expected whole seconds from 1 to 300";
    }
}
