using System.Text;
using System.Text.Json;
using TlEngine.Webhooks;

namespace TlEngine.Tests.Webhooks;

/// <summary>Against the vectors of the Standard Webhooks libraries (tests/reference-data/standard-webhooks).</summary>
public sealed class WebhookSignatureTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference-data", "standard-webhooks", "vectors.json"))).RootElement;

    [Fact]
    public void Of_PublishedVectors_IsTheirSignature()
    {
        foreach (var vector in Reference.GetProperty("vectors").EnumerateArray())
        {
            var secret = WebhookSecret.Parse(vector.GetProperty("secret").GetString()!);
            var signature = WebhookSignature.Of(
                vector.GetProperty("id").GetString()!,
                DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("timestamp").GetInt64()),
                Encoding.UTF8.GetBytes(vector.GetProperty("payload").GetString()!),
                [secret!]);

            Assert.Equal(vector.GetProperty("signature").GetString(), signature);
        }
    }

    [Fact]
    public void Of_TwoSecrets_HasASignatureOfEach()
    {
        byte[] one = [.. Enumerable.Repeat((byte)1, 24)];
        byte[] two = [.. Enumerable.Repeat((byte)2, 64)];

        var both = WebhookSignature.Of("id", DateTimeOffset.UnixEpoch, "{}"u8, [one, two]);

        Assert.Equal(
            $"{WebhookSignature.Of("id", DateTimeOffset.UnixEpoch, "{}"u8, [one])} {WebhookSignature.Of("id", DateTimeOffset.UnixEpoch, "{}"u8, [two])}",
            both);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_SecretOfSomeLength_TakesWhatTheSpecificationAllows(int length, bool good)
    {
        var text = Convert.ToBase64String(new byte[length]);

        Assert.Equal(good, WebhookSecret.Parse(text) is not null);
        Assert.Equal(good, WebhookSecret.Parse("whsec_" + text) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    public void Parse_NoSecret_IsNull(string text) => Assert.Null(WebhookSecret.Parse(text));

    [Fact]
    public void Ladder_IsThatOfTheSpecificationWithJitter()
    {
        var published = Reference.GetProperty("spec").GetProperty("retryDelays").EnumerateArray().Skip(1).Select(delay => Span(delay.GetString()!)).ToList();

        Assert.Equal(published, WebhookLadder.Steps);
        Assert.Equal(published, Enumerable.Range(1, 9).Select(attempt => WebhookLadder.Delay(attempt, 0)));
        Assert.All(Enumerable.Range(1, 9), attempt =>
            Assert.Equal(WebhookLadder.Steps[attempt - 1] * 1.1, WebhookLadder.Delay(attempt, 0.5)));
        Assert.Equal(TimeSpan.FromHours(3), WebhookLadder.Delay(1, 0, TimeSpan.FromHours(3)));
        Assert.Equal(TimeSpan.FromMinutes(5), WebhookLadder.Delay(2, 0, TimeSpan.FromSeconds(1)));
    }

    private static TimeSpan Span(string text) => text[^1] switch
    {
        's' => TimeSpan.FromSeconds(int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture)),
        'm' => TimeSpan.FromMinutes(int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture)),
        'h' => TimeSpan.FromHours(int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture)),
        _ => TimeSpan.Zero,
    };
}
