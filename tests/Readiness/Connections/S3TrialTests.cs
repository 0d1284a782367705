using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Files.S3;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Readiness.Connections;

/// <summary>Refusals that the tests' own S3 server never gives, in the form of the S3 API reference, "Error responses".</summary>
public sealed class S3TrialTests
{
    [Theory]
    [InlineData("SignatureDoesNotMatch", "correct AWS_SECRET_ACCESS_KEY")]
    [InlineData("AccessDenied", "may not put, get and delete in the bucket mine")]
    [InlineData("AuthorizationHeaderMalformed", "correct AWS_REGION")]
    [InlineData("SomethingNew", "the server refuses with SomethingNew")]
    public async Task Refusal_SaysWhatToDo(string code, string text)
    {
        var url = new Uri($"http://127.0.0.1:{Ports.Take()}/");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url.ToString());
        await using var server = builder.Build();
        server.MapFallback(() => Results.Text(
            $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>No.</Message></Error>", "application/xml", statusCode: 403));
        await server.StartAsync();

        var verdict = await new S3Trial(new S3Settings("me", "s3cret", "mine", url, "us-east-1", ""), TimeProvider.System).TryAsync(default);

        Assert.True(verdict.IsFailure);
        Assert.Contains(text, verdict.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", verdict.Text, StringComparison.Ordinal);
    }
}
