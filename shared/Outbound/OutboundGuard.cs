using System.Net;

namespace TlEngine.Outbound;

/// <summary>
/// Decides what outgoing calls may reach (server-side request forgery, OWASP SSRF Prevention Cheat Sheet): http and https, safe ports,
/// public addresses, and what OUTBOUND_ALLOW adds. Outside the local environment plain http only to what OUTBOUND_ALLOW names, since
/// credentials and results would cross the internet readable.
/// </summary>
internal sealed class OutboundGuard(OutboundAllow allow, bool plainHttp, IHostResolver resolver)
{
    private const string Advice = "give a public one, or let the operator add it to OUTBOUND_ALLOW";

    /// <summary>What is wrong with the URL as far as can be told without asking for its name; null: nothing.</summary>
    public string? FaultOf(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
        {
            return "expected an absolute http or https URL";
        }

        if (url.UserInfo.Length > 0)
        {
            return "has credentials in it; they belong into headers";
        }

        if (UnsafePorts.Contains(url.Port))
        {
            return $"port {url.Port} belongs to another protocol; give the one where an HTTP server listens";
        }

        var host = url.IdnHost;
        return IPAddress.TryParse(host, out var address) ? FaultOf(url, address) : FaultOfName(url, host);
    }

    /// <summary>
    /// The addresses of the URL's host, each of them permitted: one that is not refuses them all, since a name that also leads inside is
    /// no public name.
    /// </summary>
    /// <exception cref="OutboundRefusedException">Not to be reached.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The name has no address.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(Uri url, CancellationToken cancellationToken)
    {
        if (FaultOf(url) is { } fault)
        {
            throw new OutboundRefusedException($"{url.Host}: {fault}.");
        }

        var host = url.IdnHost;
        IReadOnlyList<IPAddress> addresses =
            IPAddress.TryParse(host, out var literal) ? [literal] : await resolver.ResolveAsync(host, cancellationToken);
        if (allow.AllowsHost(host))
        {
            return addresses;
        }

        foreach (var address in addresses)
        {
            if (FaultOf(url, address) is { } wrong)
            {
                throw new OutboundRefusedException(literal is null ? $"{host} leads to {address}: {wrong}." : $"{host}: {wrong}.");
            }
        }

        return addresses;
    }

    private string? FaultOfName(Uri url, string host)
    {
        if (allow.AllowsHost(host))
        {
            return null;
        }

        var name = host.TrimEnd('.');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return $"this host is the service's own; {Advice}";
        }

        return IsTooPlain(url) && !allow.HasNetworks ? PlainFault : null;
    }

    private string? FaultOf(Uri url, IPAddress address)
    {
        if (allow.AllowsAddress(address))
        {
            return null;
        }

        return SpecialAddresses.UseOf(address) is { } use ? $"the address {address} is {use}; {Advice}"
            : IsTooPlain(url) ? PlainFault
            : null;
    }

    private bool IsTooPlain(Uri url) => !plainHttp && url.Scheme == "http";

    private const string PlainFault = "plain http is readable on its way; use https, or let the operator add the host to OUTBOUND_ALLOW";
}
