using System.Net;
using System.Text.RegularExpressions;

namespace TlEngine.Outbound;

/// <summary>
/// OUTBOUND_ALLOW: names (<c>partner.internal</c>), all names below one (<c>*.partner.internal</c>), addresses and CIDRs that outgoing
/// calls may reach beside public addresses.
/// </summary>
public sealed partial class OutboundAllow
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _suffixes = [];
    private readonly List<IPNetwork> _networks = [];

    private OutboundAllow()
    {
    }

    /// <summary>Public addresses only.</summary>
    public static OutboundAllow Nothing { get; } = new();

    /// <param name="text">Entries separated by commas.</param>
    public static bool TryParse(string text, out OutboundAllow? allow, out string? error)
    {
        var parsed = new OutboundAllow();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!parsed.TryAdd(entry))
            {
                allow = null;
                error = $"\"{entry}\" is neither a host's name, nor *. and a name, nor an address, nor a CIDR such as 10.1.0.0/16";
                return false;
            }
        }

        allow = parsed;
        error = null;
        return true;
    }

    public bool HasNetworks => _networks.Count > 0;

    public bool AllowsHost(string host)
    {
        var name = host.TrimEnd('.');
        return _names.Contains(name) || _suffixes.Exists(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    public bool AllowsAddress(IPAddress address)
    {
        var meant = SpecialAddresses.Meant(address);
        return _networks.Exists(network => network.Contains(address) || network.Contains(meant));
    }

    private bool TryAdd(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
        {
            _networks.Add(network);
        }
        else if (IPAddress.TryParse(entry, out var address))
        {
            _networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
        }
        else if (entry.StartsWith("*.", StringComparison.Ordinal) && HostName().IsMatch(entry[2..]))
        {
            _suffixes.Add(entry[1..]);
        }
        else
        {
            if (!HostName().IsMatch(entry))
            {
                return false;
            }

            _names.Add(entry.TrimEnd('.'));
        }

        return true;
    }

    [GeneratedRegex(@"^(?=.*[A-Za-z])[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$")]
    private static partial Regex HostName();
}
