namespace TlEngine.Settings;

/// <summary>The settings are not usable; every fault at once.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception($"The settings are not usable:{string.Concat(faults.Select(fault => $"{System.Environment.NewLine}  - {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
