using TlEngine.Settings;

namespace TlEngine.Tests.Settings;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("amqp://rabbit", "rabbit", 5672, false, "guest", "guest", "/")]
    [InlineData("amqp://rabbit/", "rabbit", 5672, false, "guest", "guest", "/")]
    [InlineData("amqp://rabbit/%2F", "rabbit", 5672, false, "guest", "guest", "/")]
    [InlineData("amqp://rabbit/%2Fengine", "rabbit", 5672, false, "guest", "guest", "/engine")]
    [InlineData("amqp://rabbit/engine", "rabbit", 5672, false, "guest", "guest", "engine")]
    [InlineData("amqps://u%40x:p%40ss%2Fw%3Ard+1@cloud.example/vh", "cloud.example", 5671, true, "u@x", "p@ss/w:rd+1", "vh")]
    [InlineData("amqp://u:p@[::1]:5673/a%20b?heartbeat=30", "::1", 5673, false, "u", "p", "a b")]
    public void Amqp_Url_IsTakenApart(string url, string host, int port, bool tls, string user, string password, string vhost) =>
        Assert.Equal(new AmqpAddress(host, port, tls, user, password, vhost), AmqpAddress.Parse(new Uri(url)));

    [Theory]
    [InlineData("http://rabbit/x")]
    [InlineData("amqp://rabbit/a/b")]
    public void Amqp_WrongUrl_SaysWhatToWrite(string url) => Assert.Throws<FormatException>(() => AmqpAddress.Parse(new Uri(url)));

    [Theory]
    [InlineData("redis://cache", "cache", 6379, false, null, null, 0)]
    [InlineData("redis://cache:6380/3", "cache", 6380, false, null, null, 3)]
    [InlineData("redis://:p%40ss@cache/", "cache", 6379, false, null, "p@ss", 0)]
    [InlineData("rediss://default:p%2Fw%3Ard@eu1.example:6379", "eu1.example", 6379, true, "default", "p/w:rd", 0)]
    public void Redis_Url_IsTakenApart(string url, string host, int port, bool tls, string? user, string? password, int database) =>
        Assert.Equal(new RedisAddress(host, port, tls, user, password, database), RedisAddress.Parse(new Uri(url)));

    [Theory]
    [InlineData("http://cache")]
    [InlineData("redis://cache/first")]
    public void Redis_WrongUrl_SaysWhatToWrite(string url) => Assert.Throws<FormatException>(() => RedisAddress.Parse(new Uri(url)));
}
