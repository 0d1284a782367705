using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using TlEngine.Settings;

namespace TlEngine.Tests.Repository;

/// <summary>The sample settings are complete, agree with each other, and are accepted as they stand.</summary>
public sealed partial class SampleSettingsTests
{
    [Fact]
    public void Samples_OfBothHosts_ListTheSameWithTheSameValues()
    {
        var ofFunctionsHost = new Dictionary<string, string>(SampleSettings.OfFunctionsHost());
        Assert.True(ofFunctionsHost.Remove("FUNCTIONS_WORKER_RUNTIME", out var runtime));
        Assert.Equal("dotnet-isolated", runtime);
        // The scalers' settings are KEDA's: no host reads them.
        var ofHosts = SampleSettings.OfDotEnv().Where(setting => !setting.Key.StartsWith("SCALER_", StringComparison.Ordinal));
        Assert.Equal(ofHosts.OrderBy(setting => setting.Key), ofFunctionsHost.OrderBy(setting => setting.Key));
    }

    [Fact]
    public void SecretsScript_NeedsASetting_DotEnvListsIt()
    {
        var listed = SampleSettings.OfDotEnv();
        var needed = NeededBySecrets().Matches(RepositoryRoot.Read("keda/scripts/secrets.sh"))
            .SelectMany(list => list.Groups[1].Value.Split(' ')).ToList();
        Assert.Contains("SCALER_BROKER_URL", needed);
        Assert.All(needed, name => Assert.Contains(name, listed));
    }

    /// <summary>Else the Secret is made, and the prepare job fails on what it lacks.</summary>
    [Fact]
    public void SecretsScript_RefusesAFileWithout_WhatTheAppRefusesToStartWithout()
    {
        var needed = NeededBySecrets().Match(RepositoryRoot.Read("keda/scripts/secrets.sh")).Groups[1].Value.Split(' ');
        var faults = Assert.Throws<SettingsException>(() => SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ENVIRONMENT", (string?)"dev")]).Build())).Faults;
        Assert.Equal(faults.Select(fault => fault.Split(' ')[0]), needed);
    }

    [Fact]
    public void Samples_ListASetting_CodeReadsIt()
    {
        var code = string.Concat(Code());
        var unread = SampleSettings.OfDotEnv().Keys.Where(name => !name.StartsWith("SCALER_", StringComparison.Ordinal)
            && !code.Contains($"\"{name}\"", StringComparison.Ordinal));
        // The switch of Scout's own agents, of which there is none for .NET; a collector beside the app may look at it.
        Assert.Equal(["SCOUT_MONITOR"], unread);
    }

    [Fact]
    public void Code_ReadsASetting_SamplesListIt()
    {
        var listed = SampleSettings.OfDotEnv();
        var named = Directory.EnumerateFiles(RepositoryRoot.File("shared/Settings"), "*.cs")
            .SelectMany(file => SettingName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        var asked = Code().SelectMany(text => AskedFor().Matches(text).Select(match => match.Groups[1].Value)).ToList();
        Assert.Contains("SCOUT_KEY", asked);
        // Kubernetes and the images set these.
        var read = named.Concat(asked).Except(["KUBERNETES_SERVICE_HOST", "DOTNET_RUNNING_IN_CONTAINER"]);
        Assert.DoesNotContain(read, name => !listed.ContainsKey(name));
    }

    [Fact]
    public void DotEnv_ReadAsItStands_IsAccepted()
    {
        // With keys, since without them local ones would be made and written down.
        var sample = new Dictionary<string, string?>(SampleSettings.OfDotEnv().Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        {
            ["TL_PLANE_API_KEY"] = "a-key-of-this-test",
            ["ADMIN_API_KEY"] = "another-key-of-this-test",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(sample).Build();
        var settings = SettingsReader.Read(configuration, brokerRequired: true);
        Assert.Equal("enginedb", settings.Database?.Database);
        Assert.Equal("tl-engine", settings.S3?.Bucket);
    }

    private static IEnumerable<string> Code() => ((string[])["shared", "functions", "standalone"])
        .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.File(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);

    [GeneratedRegex("""onfiguration\["([A-Z][A-Z0-9_]+)"\]""")]
    private static partial Regex AskedFor();

    [GeneratedRegex("for name in ([A-Z0-9_ ]+); do")]
    private static partial Regex NeededBySecrets();

    [GeneratedRegex("\"([A-Z][A-Z0-9]+_[A-Z0-9_]+)\"")]
    private static partial Regex SettingName();
}
