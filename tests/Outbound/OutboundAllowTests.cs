using System.Net;
using Microsoft.Extensions.Configuration;
using TlEngine.Outbound;
using TlEngine.Settings;
using static TlEngine.Tests.Outbound.OutboundUnderTest;

namespace TlEngine.Tests.Outbound;

public sealed class OutboundAllowTests
{
    [Fact]
    public void Parse_NamesAddressesAndNetworks_AllowsThoseAlone()
    {
        var allow = Allow("partner.internal, *.svc.cluster.local, 10.1.0.0/16, 192.168.0.7, fd00::/8");

        Assert.True(allow.AllowsHost("PARTNER.internal."));
        Assert.True(allow.AllowsHost("a.b.svc.cluster.local"));
        Assert.False(allow.AllowsHost("svc.cluster.local"));
        Assert.False(allow.AllowsHost("evil-partner.internal"));
        Assert.False(allow.AllowsHost("partner.internal.evil.example"));
        Assert.True(allow.AllowsAddress(IPAddress.Parse("10.1.255.1")));
        Assert.True(allow.AllowsAddress(IPAddress.Parse("::ffff:10.1.255.1")));
        Assert.False(allow.AllowsAddress(IPAddress.Parse("10.2.0.1")));
        Assert.True(allow.AllowsAddress(IPAddress.Parse("192.168.0.7")));
        Assert.False(allow.AllowsAddress(IPAddress.Parse("192.168.0.8")));
        Assert.True(allow.AllowsAddress(IPAddress.Parse("fd12::1")));
        Assert.False(allow.AllowsAddress(IPAddress.Parse("8.8.8.8")));
    }

    [Theory]
    [InlineData("http://partner.internal")]
    [InlineData("partner.internal:8080")]
    [InlineData("*")]
    [InlineData("a..b")]
    [InlineData("10.0.0.0/33")]
    public void Read_WrongEntry_NamesTheSettingAndTheEntry(string entry)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["OUTBOUND_ALLOW"] = $"partner.internal,{entry}" }).Build();

        var fault = Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration));

        Assert.Contains(fault.Faults, text => text.StartsWith("OUTBOUND_ALLOW", StringComparison.Ordinal) && text.Contains($"\"{entry}\"", StringComparison.Ordinal));
    }
}
