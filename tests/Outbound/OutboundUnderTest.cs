using TlEngine.Outbound;

namespace TlEngine.Tests.Outbound;

/// <summary>Guards and clients as the service builds them, over names that the test makes up.</summary>
internal static class OutboundUnderTest
{
    /// <summary>Reaches servers of this machine.</summary>
    public const string Loopback = "127.0.0.0/8";

    public static OutboundAllow Allow(string text) =>
        OutboundAllow.TryParse(text, out var allow, out var error) ? allow! : throw new InvalidOperationException(error);

    public static OutboundGuard Guard(string allow = "", FakeResolver? resolver = null, bool plainHttp = true) =>
        new(Allow(allow), plainHttp, resolver ?? new FakeResolver());

    public static OutboundClient Client(string allow = Loopback, FakeResolver? resolver = null, TimeProvider? time = null) =>
        new(Guard(allow, resolver), time ?? TimeProvider.System);

    public static OutboundRequest Get(Uri url) => new(HttpMethod.Get, url) { Timeout = TimeSpan.FromSeconds(20) };
}
