using RabbitMQ.Client;
using TlEngine.Messaging;
using TlEngine.Messaging.RabbitMq;

namespace TlEngine.Tests.Messaging.RabbitMq;

public sealed class RabbitPropertiesTests
{
    /// <summary>Every type that a producer's client can put into a header; pika's bytes are a binary table value.</summary>
    public static TheoryData<object, string> Headers() => new()
    {
        { "text"u8.ToArray(), "text" },
        { new BinaryTableValue("text"u8.ToArray()), "text" },
        { 2.5, "2.5" },
        { double.NaN, "NaN" },
        { true, "true" },
        { new AmqpTimestamp(1_700_000_000), "1700000000" },
        { new List<object?> { 1, null, new BinaryTableValue("b"u8.ToArray()) }, """["1",null,"b"]""" },
        {
            new Dictionary<string, object?> { ["a"] = new List<object?> { new Dictionary<string, object?> { ["b"] = new BinaryTableValue([]) } } },
            """{"a":[{"b":""}]}"""
        },
        { new Version(1, 2), "1.2" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void FromAmqp_HeaderOfAnyType_IsItsText(object value, string text) =>
        Assert.Equal(text, Of(value).Headers["x"]);

    [Fact]
    public void FromAmqp_EmptyNames_AreNone()
    {
        var properties = RabbitProperties.FromAmqp(new BasicProperties { MessageId = "", AppId = "" });

        Assert.Equal((null, null), (properties.MessageId, properties.AppId));
    }

    [Fact]
    public void FromAmqp_HeaderWithoutAnEnd_IsCut()
    {
        var endless = new List<object?>();
        endless.Add(endless);

        Assert.EndsWith("\"]]]]]]]]]]]]]]]]", Of(endless).Headers["x"], StringComparison.Ordinal);
    }

    [Fact]
    public void FromAmqp_WholeNumber_IsANumber()
    {
        var properties = Of(7);

        Assert.Equal(7, properties.Numbers["x"]);
        Assert.Empty(properties.Headers);
    }

    [Fact]
    public void ToAmqp_Numbers_StayNumbers()
    {
        var properties = RabbitProperties.ToAmqp(new MessageProperties
        {
            Headers = new Dictionary<string, string> { ["x-text"] = "1" }, Numbers = new Dictionary<string, long> { ["x-number"] = 1 },
        });

        Assert.Equal(("1", 1L), (properties.Headers!["x-text"], properties.Headers["x-number"]));
    }

    private static MessageProperties Of(object value) =>
        RabbitProperties.FromAmqp(new BasicProperties { Headers = new Dictionary<string, object?> { ["x"] = value } });
}
