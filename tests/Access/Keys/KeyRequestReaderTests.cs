using System.Text;
using TlEngine.Access.Keys;
using TlEngine.Executions;

namespace TlEngine.Tests.Access.Keys;

public sealed class KeyRequestReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ReadKey_Everything_IsAsWritten()
    {
        var (request, refusal) = ReadKey(
            """
            {"name":" Front end ","scopes":["engines:*","engines:*","ops:read"],"engines":["track.*"],"hourly_limit":0,
             "expires_at":"2026-03-01T14:00:01+02:00"}
            """);

        Assert.Null(refusal);
        Assert.Equal("Front end", request!.Name);
        Assert.Equal(["engines:*", "ops:read"], request.Scopes);
        Assert.Equal(["track.*"], request.Engines!);
        Assert.Equal((0, Now.AddSeconds(1)), (request.HourlyLimit, request.ExpiresAt));
    }

    [Theory]
    [InlineData("""{"name":"a","scopes":["*"],"expires_at":"2026-03-01T12:00:00Z"}""", "/expires_at")]
    [InlineData("""{"name":"a","scopes":["*"],"expires_at":"2027-01-01"}""", "/expires_at")]
    [InlineData("""{"name":"a","scopes":["*"],"expires_at":1900000000}""", "/expires_at")]
    [InlineData("""{"name":"a","scopes":[]}""", "/scopes")]
    [InlineData("""{"name":"a","scopes":"engines:read"}""", "/scopes")]
    [InlineData("""{"name":"a","scopes":[null,"*"]}""", "/scopes/0")]
    [InlineData("""{"name":"a","scopes":["*"],"engines":[]}""", "/engines")]
    [InlineData("""{"name":"a","scopes":["*"],"hourly_limit":1.5}""", "/hourly_limit")]
    [InlineData("""{"name":"a\nb","scopes":["*"]}""", "/name")]
    public void ReadKey_Faulty_NamesThePointers(string body, params string[] pointers)
    {
        var (request, refusal) = ReadKey(body);

        Assert.Null(request);
        Assert.Equal(ErrorCodes.Validation, refusal!.Code);
        Assert.Equal(pointers, refusal.Errors!.Select(error => error.Pointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"name":"\uD83D\uDE00 and \udc00","scopes":["*"]}""")]
    public void ReadKey_NoUsableJson_IsMalformed(string body) => Assert.Equal(ErrorCodes.MalformedJson, ReadKey(body).Refusal!.Code);

    [Theory]
    [InlineData("", 86_400)]
    [InlineData("{}", 86_400)]
    [InlineData("""{"grace_s":null}""", 86_400)]
    [InlineData("""{"grace_s":0}""", 0)]
    [InlineData("""{"grace_s":604800}""", 604_800)]
    public void ReadRotation_Grace_IsInSeconds(string body, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), KeyRequestReader.ReadRotation(Encoding.UTF8.GetBytes(body)).Grace);

    private static (KeyRequest? Request, Refusal? Refusal) ReadKey(string body) =>
        KeyRequestReader.ReadKey(Encoding.UTF8.GetBytes(body), Now);
}
