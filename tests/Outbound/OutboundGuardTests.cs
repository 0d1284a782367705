using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Outbound;
using static TlEngine.Tests.Outbound.OutboundUnderTest;

namespace TlEngine.Tests.Outbound;

public sealed class OutboundGuardTests
{
    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("http://user:secret@example.com/")]
    [InlineData("http://example.com:22/")]
    [InlineData("http://example.com:0/")]
    [InlineData("http://example.com:6667/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://a.localhost/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0177.0.0.01/")]
    [InlineData("http://0xa9.0xfe.0xa9.0xfe/latest/meta-data/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[fe80::1%251]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[64:ff9b::a00:1]/")]
    [InlineData("http://[2002:a00:1::]/")]
    public void FaultOf_UrlThatIsNotPublic_IsTold(string url) => Assert.NotNull(Guard().FaultOf(new Uri(url)));

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("http://example.com:8080/a?b#c")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    public void FaultOf_PublicUrl_IsNull(string url) => Assert.Null(Guard().FaultOf(new Uri(url)));

    [Fact]
    public void FaultOf_AnySpellingOfAnInnerAddress_IsTold()
    {
        string[] starts = ["10", "127", "0"];
        var scenes =
            from start in Gen.Elements(starts)
            from rest in Gen.Choose(0, (1 << 24) - 1)
            from spelling in Gen.Choose(0, 5)
            select Spell((uint.Parse(start, CultureInfo.InvariantCulture) << 24) | (uint)rest, spelling);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(scenes.ToArbitrary(), host => Guard().FaultOf(new Uri($"http://{host}/")) is not null));
    }

    [Fact]
    public async Task Resolve_NameThatLeadsInside_IsRefusedWithTheAddressAndTheRemedy()
    {
        var guard = Guard(resolver: new FakeResolver().With("inside.example", "10.1.2.3"));

        var refused = await Assert.ThrowsAsync<OutboundRefusedException>(() => guard.ResolveAsync(new Uri("https://inside.example/"), default));

        Assert.Contains("inside.example", refused.Message, StringComparison.Ordinal);
        Assert.Contains("10.1.2.3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("OUTBOUND_ALLOW", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OneOfSeveralAddressesIsInside_IsRefused()
    {
        var guard = Guard(resolver: new FakeResolver().With("mixed.example", "8.8.8.8", "::ffff:192.168.0.1"));

        await Assert.ThrowsAsync<OutboundRefusedException>(() => guard.ResolveAsync(new Uri("https://mixed.example/"), default));
    }

    [Fact]
    public async Task Resolve_AllowedHostOrNetwork_IsPermitted()
    {
        var resolver = new FakeResolver().With("api.partner.internal", "10.1.2.3").With("other.example", "10.9.0.1");
        var guard = Guard("*.partner.internal, 10.9.0.0/16", resolver);

        Assert.Equal([IPAddress.Parse("10.1.2.3")], await guard.ResolveAsync(new Uri("https://api.partner.internal/"), default));
        Assert.Equal([IPAddress.Parse("10.9.0.1")], await guard.ResolveAsync(new Uri("https://other.example/"), default));
        Assert.Equal([IPAddress.Parse("::ffff:10.9.0.1")], await guard.ResolveAsync(new Uri("https://[::ffff:10.9.0.1]/"), default));
        await Assert.ThrowsAsync<SocketException>(() => guard.ResolveAsync(new Uri("https://nobody.example/"), default));
    }

    [Fact]
    public async Task Resolve_PlainHttpOutsideTheLocalEnvironment_NeedsToBeAllowed()
    {
        var resolver = new FakeResolver().With("public.example", "8.8.8.8").With("inner.example", "10.9.0.1");
        var guard = Guard("10.9.0.0/16, named.example", resolver, plainHttp: false);

        await Assert.ThrowsAsync<OutboundRefusedException>(() => guard.ResolveAsync(new Uri("http://public.example/"), default));
        Assert.Single(await guard.ResolveAsync(new Uri("https://public.example/"), default));
        Assert.Single(await guard.ResolveAsync(new Uri("http://inner.example/"), default));
        Assert.Null(guard.FaultOf(new Uri("http://named.example/")));
        Assert.NotNull(Guard(plainHttp: false).FaultOf(new Uri("http://public.example/")));
    }

    private static string Spell(uint address, int spelling) => spelling switch
    {
        0 => address.ToString(CultureInfo.InvariantCulture),
        1 => $"0x{address:x8}",
        2 => $"0{Convert.ToString(address, 8)}",
        3 => $"{address >> 24}.{address & 0xffffff}",
        4 => $"[::ffff:{new IPAddress(BitConverter.IsLittleEndian ? BitConverter.GetBytes(address).Reverse().ToArray() : BitConverter.GetBytes(address))}]",
        _ => $"0x{address >> 24:x}.0{Convert.ToString((address >> 16) & 255, 8)}.{address & 0xffff}",
    };
}
