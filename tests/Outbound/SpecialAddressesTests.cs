using System.Net;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Outbound;

namespace TlEngine.Tests.Outbound;

/// <summary>Against the IANA IPv4 and IPv6 Special-Purpose Address Registries.</summary>
public sealed class SpecialAddressesTests
{
    private static readonly string[] Special4 =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ];

    private static readonly Gen<byte[]> FourBytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(4);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:a9fe:a9fe")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::10.1.2.3")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:808:808::")]
    [InlineData("3fff:1::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("2a00::1%3")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void UseOf_SpecialAddress_IsNamed(string address) => Assert.NotNull(SpecialAddresses.UseOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:800::200e")]
    public void UseOf_PublicAddress_IsNull(string address) => Assert.Null(SpecialAddresses.UseOf(IPAddress.Parse(address)));

    [Fact]
    public void UseOf_AnyIPv4_IsNamedExactlyInsideTheRegistrysBlocks()
    {
        var blocks = Special4.Select(IPNetwork.Parse).ToList();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(FourBytes.ToArbitrary(), bytes =>
        {
            var address = new IPAddress(bytes);
            var expected = blocks.Exists(block => block.Contains(address)) || address.ToString() == "168.63.129.16";
            return SpecialAddresses.UseOf(address) is not null == expected;
        }));
    }

    [Fact]
    public void UseOf_AnyIPv4InIPv6_IsThatOfTheIPv4()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(FourBytes.ToArbitrary(), bytes =>
        {
            var plain = new IPAddress(bytes);
            var translated = IPAddress.Parse($"64:ff9b::{plain}");
            return SpecialAddresses.UseOf(plain) == SpecialAddresses.UseOf(plain.MapToIPv6())
                && SpecialAddresses.UseOf(plain) == SpecialAddresses.UseOf(translated);
        }));
    }

    [Fact]
    public void UseOf_IPv6OutsideGlobalUnicast_IsNamed()
    {
        var sixteen = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(16);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(sixteen.ToArbitrary(), bytes =>
            bytes[0] >> 5 == 1 || SpecialAddresses.UseOf(new IPAddress(bytes)) is not null));
    }
}
