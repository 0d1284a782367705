using Microsoft.Extensions.Configuration;
using TlEngine.Settings;

namespace TlEngine.Readiness.Connections;

/// <summary>One line of the connection check.</summary>
/// <param name="Settings">Its settings; the first one stands for them all.</param>
/// <param name="Trial">Null when nothing is set.</param>
/// <param name="Unset">What serves when nothing is set.</param>
/// <param name="Required">Whether nothing runs without it outside ENVIRONMENT=local.</param>
internal sealed record Connection(
    string Name,
    IReadOnlyList<string> Settings,
    Func<ServiceSettings, IConnectionTrial?> Trial,
    Func<string, ConnectionVerdict> Unset,
    bool Required)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<ConnectionVerdict> CheckAsync(IConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return Trial(ConnectionSettings.Read(configuration, Settings)) is { } trial
                ? await trial.TryAsync(both.Token)
                : Missing(configuration["ENVIRONMENT"]);
        }
        catch (SettingsException wrong)
        {
            return ConnectionVerdict.Failed(string.Join(' ', wrong.Faults));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ConnectionVerdict.Failed($"no end within {Patience.TotalSeconds:0} s: the server or the way to it is overloaded");
        }
    }

    private ConnectionVerdict Missing(string? environment) => Required && environment is "dev" or "staging"
        ? ConnectionVerdict.Failed($"{Settings[0]} is not set, and ENVIRONMENT={environment} has no embedded part: set it")
        : Unset(Settings[0]);
}
