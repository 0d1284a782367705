using System.Text.Json;
using static TlEngine.Tests.Engines.Outside.OutsideUnderTest;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

public sealed class HttpCallInputTests : IDisposable
{
    private readonly OutsideUnderTest _outside = new(allow: "");

    public void Dispose() => _outside.Dispose();

    [Theory]
    [InlineData("""{}""", "/url")]
    [InlineData("""{"url":7}""", "/url")]
    [InlineData("""{"url":"not a url"}""", "/url")]
    [InlineData("""{"url":"http://127.0.0.1/"}""", "/url")]
    [InlineData("""{"url":"http://2852039166/latest/meta-data/"}""", "/url")]
    [InlineData("""{"url":"https://user:pass@example.com/"}""", "/url")]
    [InlineData("""{"url":"https://example.com","method":"TRACE"}""", "/method")]
    [InlineData("""{"url":"https://example.com","timeout_s":0}""", "/timeout_s")]
    [InlineData("""{"url":"https://example.com","retries":6}""", "/retries")]
    [InlineData("""{"url":"https://example.com","headers":[]}""", "/headers")]
    [InlineData("""{"url":"https://example.com","headers":{"Host":"a"}}""", "/headers/Host")]
    [InlineData("""{"url":"https://example.com","headers":{"Transfer-Encoding":"chunked"}}""", "/headers/Transfer-Encoding")]
    [InlineData("""{"url":"https://example.com","headers":{"A b":"c"}}""", "/headers/A b")]
    [InlineData("""{"url":"https://example.com","headers":{"a/b":"c"}}""", "/headers/a~1b")]
    [InlineData("""{"url":"https://example.com","headers":{"A":"b\r\nC: d"}}""", "/headers/A")]
    [InlineData("""{"url":"https://example.com","headers":{"A":1}}""", "/headers/A")]
    [InlineData("""{"url":"https://example.com","headers":{"A":"1","a":"2"}}""", "/headers/a")]
    [InlineData("""{"url":"https://example.com","headers":{"A":"{{secret:lower}}"}}""", "/headers/A")]
    [InlineData("""{"url":"https://example.com","headers":{"Authorization":"Bearer abc"}}""", "/headers/Authorization")]
    [InlineData("""{"url":"https://example.com","headers":{"cookie":"a=b"}}""", "/headers/cookie")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"digest"}}""", "/auth/type")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"bearer"}}""", "/auth/token")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"bearer","token":"abc"}}""", "/auth/token")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"bearer","token":"{{secret:A}}","more":1}}""", "/auth/more")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"api_key","header":"Host","value":"{{secret:A}}"}}""", "/auth/header")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"oauth2_client_credentials","token_url":"http://10.0.0.1/","client_id":"a","client_secret":"{{secret:A}}"}}""", "/auth/token_url")]
    [InlineData("""{"url":"https://example.com","idempotency_key":""}""", "/idempotency_key")]
    [InlineData("""{"url":"https://example.com","idempotency_key":" a"}""", "/idempotency_key")]
    [InlineData("""{"url":"https://example.com","idempotency_key":"a","headers":{"idempotency-key":"b"}}""", "/idempotency_key")]
    [InlineData("""{"url":"https://example.com","headers":{"authorization":"{{secret:A}}"},"auth":{"type":"bearer","token":"{{secret:A}}"}}""", "/auth")]
    [InlineData("""{"url":"https://example.com","headers":{"x-api-key":"{{secret:A}}"},"auth":{"type":"api_key","value":"{{secret:A}}"}}""", "/auth")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"api_key","header":"content-type","value":"{{secret:A}}"}}""", "/auth/header")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"api_key","header":"Idempotency-Key","value":"{{secret:A}}"}}""", "/auth/header")]
    [InlineData("""{"url":"https://example.com","headers":{"Content-Type":"{{secret:A}}"}}""", "/headers/Content-Type")]
    [InlineData("""{"url":"https://example.com/?key={{secret:A}}"}""", "/url")]
    [InlineData("""{"url":"https://example.com","verb":"GET"}""", "/verb")]
    public void Prepare_WrongMember_IsNamed(string data, string pointer)
    {
        var errors = _outside.HttpCall.PrepareRefused(data);

        Assert.Contains(errors, error => error.Pointer == pointer);
    }

    [Fact]
    public void Prepare_CredentialInTheWrongPlace_IsNotRepeated()
    {
        var errors = _outside.HttpCall.PrepareRefused(
            """{"url":"https://example.com","headers":{"Authorization":"Bearer hunter2"},"auth":{"type":"bearer","token":"hunter2"}}""");

        Assert.Equal(2, errors.Count);
        Assert.DoesNotContain(errors, error => error.Detail.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_DryRun_TellsWhatWouldBeSentAndSendsNothing()
    {
        var result = await _outside.CallAsync(_outside.HttpCall.Descriptor.Example);

        var sent = result.GetProperty("would_send");
        Assert.Equal("POST", sent.GetProperty("method").GetString());
        Assert.Equal("Bearer {{secret:EXAMPLE_TOKEN}}", sent.GetProperty("headers").GetProperty("Authorization").GetString());
        Assert.Equal(Run().ExecutionId.ToString(), sent.GetProperty("headers").GetProperty("Idempotency-Key").GetString());
        Assert.Equal(JsonValueKind.Object, result.GetProperty("parameters").ValueKind);
    }

    [Fact]
    public async Task Run_DryRunWithAnOwnKeyHeader_ShowsItOnce()
    {
        var result = await _outside.CallAsync(
            """{"method":"POST","url":"https://example.com","headers":{"Idempotency-Key":"mine"},"dry_run":true}""");

        Assert.Equal("""{"Idempotency-Key":"mine"}""", result.GetProperty("would_send").GetProperty("headers").GetRawText());
    }

    [Theory]
    [InlineData("ELSEWHERE", "is not for 127.0.0.1")]
    [InlineData("NOWHERE", "is not for 127.0.0.1")]
    [InlineData("MISSING", "is not set")]
    [InlineData("TOKEN_HOSTS", "is not set")]
    [InlineData("SHORT", "cannot be used")]
    [InlineData("DATABASE_URL", "is not set")]
    public async Task Run_SecretThatIsNotForThisCall_FailsForGoodWithoutSendingIt(string name, string reason)
    {
        using var outside = new OutsideUnderTest();

        var failure = await outside.FailAsync($$$"""{"url":"http://127.0.0.1:9999/","headers":{"X-A":"{{secret:{{{name}}}}}"}}""");

        Assert.Equal(("engine_failed", false), (failure.Code, failure.Retriable));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
