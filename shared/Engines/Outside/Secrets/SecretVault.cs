using TlEngine.Executions;

namespace TlEngine.Engines.Outside.Secrets;

/// <summary>
/// Secrets that calls refer to by name. <c>{{secret:NAME}}</c> is the environment's TL_SECRET_NAME and nothing else of it, and goes only
/// to the hosts of TL_SECRET_NAME_HOSTS: without that, whoever may call could have it sent to a host of his own.
/// </summary>
/// <param name="environment">The value of a variable, or null.</param>
internal sealed class SecretVault(Func<string, string?> environment)
{
    public const string Prefix = "TL_SECRET_";
    public const string HostsSuffix = "_HOSTS";

    /// <summary>Shorter ones could not be kept out of answers without mutilating them.</summary>
    private const int Shortest = 8;

    /// <exception cref="EngineFailedException">Not set, not usable, or not meant for the host.</exception>
    public string Get(string name, string host)
    {
        var variable = Prefix + name;
        if (name.EndsWith(HostsSuffix, StringComparison.Ordinal) || environment(variable)?.Trim() is not { Length: > 0 } secret)
        {
            throw Failure($"The secret {name} is not set; the operator sets {variable}.");
        }

        if (secret.Length < Shortest || secret.Any(char.IsControl))
        {
            throw Failure(
                $"The secret {name} cannot be used; {variable} must have {Shortest} characters or more, none of them a control character.");
        }

        return MayGoTo(environment(variable + HostsSuffix) ?? "", host)
            ? secret
            : throw Failure(
                $"The secret {name} is not for {host}; the operator lists the hosts that may get it in {variable}{HostsSuffix}.");
    }

    private static bool MayGoTo(string hosts, string host) =>
        hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(entry =>
            entry == "*"
            || entry.Equals(host, StringComparison.OrdinalIgnoreCase)
            || (entry.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)));

    private static EngineFailedException Failure(string message) => new(ErrorCodes.EngineFailed, message, retriable: false);
}
