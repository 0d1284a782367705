using System.Text;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Tests.Executions.Requests;

public sealed class ExecutionOptionsReaderTests
{
    private readonly List<InputError> _errors = [];

    [Theory]
    [InlineData("2030-01-31T08:00:00Z", 8)]
    [InlineData("2030-01-31t08:00:00.5z", 8)]
    [InlineData("2030-01-31T08:00:00.000+02:00", 6)]
    public void RunAt_Rfc3339_IsTaken(string text, int hourUtc)
    {
        var options = Read($$"""{"run_at":"{{text}}"}""");

        Assert.Empty(_errors);
        Assert.Equal((hourUtc, TimeSpan.Zero), (options.RunAt!.Value.Hour, options.RunAt.Value.Offset));
    }

    /// <summary>A time whose zone had to be guessed would start the execution hours early or late.</summary>
    [Theory]
    [InlineData("\"2030-01-31T08:00:00\"")]
    [InlineData("\"2030-01-31T08:00:00.000\"")]
    [InlineData("\"2030-01-31T08:00:00 +01:00\"")]
    [InlineData("\"2030-01-31T08:00:00+0100\"")]
    [InlineData("\"2030-01-31T08:00:00Z \"")]
    [InlineData("\"2030-01-31\"")]
    [InlineData("\"1900000000000\"")]
    [InlineData("1900000000000")]
    public void RunAt_AnythingElse_IsRefused(string json)
    {
        Assert.Null(Read($$"""{"run_at":{{json}}}""").RunAt);

        Assert.Equal("/options/run_at", Assert.Single(_errors).Pointer);
    }

    [Theory]
    [InlineData("https://user:secret-word@example.com/hook")]
    [InlineData("ftp://user:secret-word@example.com/hook")]
    [InlineData("//user:secret-word@example.com")]
    public void CallbackUrl_WithCredentials_IsRefusedWithoutShowingThem(string url)
    {
        Assert.Null(Read($$"""{"callback_url":"{{url}}"}""").CallbackUrl);

        var error = Assert.Single(_errors);
        Assert.Equal("/options/callback_url", error.Pointer);
        Assert.DoesNotContain("secret-word", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/a\\u0000b")]
    [InlineData("http://example.com/a\\nb")]
    public void CallbackUrl_WithAControlCharacter_IsRefused(string url)
    {
        Assert.Null(Read($$"""{"callback_url":"{{url}}"}""").CallbackUrl);

        Assert.Equal("/options/callback_url", Assert.Single(_errors).Pointer);
    }

    [Fact]
    public void Options_WithFaults_AreNamedAllAtOnceAndNullIsAsIfItWereNotThere()
    {
        Read("""
            {"timeout_s":901,"priority":"urgent","delay_s":-1,"ttl_s":0,"max_attempts":21,"tags":["a",""],"cache":"no","a/b":null,
             "callback_url":null,"run_at":null}
            """);

        Assert.Equal(
            [
                "/options/a~1b", "/options/timeout_s", "/options/priority", "/options/delay_s", "/options/ttl_s", "/options/max_attempts",
                "/options/tags/1", "/options/cache",
            ],
            _errors.Select(error => error.Pointer));
    }

    [Fact]
    public void Options_OfTheirKinds_AreTaken()
    {
        var options = Read("""
            {"timeout_s":0.5,"priority":"high","delay_s":0,"ttl_s":60,"max_attempts":20,"tags":["b","a","b"],"cache":"no_store",
             "callback_url":"https://example.com/hook"}
            """);

        Assert.Empty(_errors);
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.Zero, TimeSpan.FromMinutes(1)), (options.Timeout, options.Delay, options.TimeToLive));
        Assert.Equal((ExecutionPriority.High, 20, false), (options.Priority, options.MaxAttempts, options.Cache));
        Assert.Equal(("https://example.com/hook", "b a"), (options.CallbackUrl!.OriginalString, string.Join(' ', options.Tags)));
        Assert.Empty(Read("""{"tags":[]}""").Tags);
    }

    [Fact]
    public void Options_ThatAreNoObject_AreRefused()
    {
        Read("[]");

        Assert.Equal(("/options", "must be an object, not an array"), (_errors[0].Pointer, _errors[0].Detail));
    }

    private ExecutionOptions Read(string json) => new ExecutionOptionsReader(_errors).Read(Encoding.UTF8.GetBytes(json));
}
