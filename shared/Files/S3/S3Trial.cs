using Amazon.S3;
using TlEngine.Readiness;
using TlEngine.Readiness.Connections;
using TlEngine.Settings;

namespace TlEngine.Files.S3;

/// <summary>Writes a file, reads it back and deletes it.</summary>
internal sealed class S3Trial(S3Settings settings, TimeProvider time) : IConnectionTrial
{
    private const string Setting = "AWS_S3_ENDPOINT_URL";

    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken)
    {
        var host = settings.EndpointUrl?.IdnHost ?? $"s3.{settings.Region}.amazonaws.com";
        var setting = settings.EndpointUrl is null ? "AWS_REGION" : Setting;
        if (await Reach.FaultAsync(host, settings.EndpointUrl?.Port ?? 443, setting, time, cancellationToken) is { } fault)
        {
            return ConnectionVerdict.Failed(fault);
        }

        using var files = new S3FileStore(settings, time);
        var key = $"connection-check/{Guid.NewGuid():N}";
        try
        {
            await files.PutAsync(key, "here"u8.ToArray(), FileType.Text, cancellationToken);
            var found = await files.GetAsync(key, cancellationToken);
            await files.DeleteAsync(key, cancellationToken);
            return found is { } content && content.Span.SequenceEqual("here"u8)
                ? ConnectionVerdict.Ok($"bucket {settings.Bucket} at {host}, below /{settings.Prefix}")
                : ConnectionVerdict.Failed($"a file written to the bucket {settings.Bucket} did not come back as it was");
        }
        catch (DependencyUnavailableException unavailable)
        {
            return ConnectionVerdict.Failed(unavailable.InnerException is AmazonS3Exception refused
                ? CauseOf(refused)
                : $"{host} listens but does not answer as S3: check http or https, and the port, in {Setting}");
        }
    }

    /// <summary>Codes of the S3 API reference, "Error responses".</summary>
    private string CauseOf(AmazonS3Exception refused) => refused.ErrorCode switch
    {
        "NoSuchBucket" => $"the bucket {settings.Bucket} does not exist: create it, or correct AWS_S3_BUCKET_NAME",
        "InvalidAccessKeyId" => "the access key is not known there: correct AWS_ACCESS_KEY_ID, or the endpoint",
        "SignatureDoesNotMatch" => "the secret key does not belong to the access key: correct AWS_SECRET_ACCESS_KEY",
        "AccessDenied" or "AllAccessDisabled" => $"the key may not put, get and delete in the bucket {settings.Bucket}: widen its policy",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" => $"the bucket is not in {settings.Region}: correct AWS_REGION",
        "RequestTimeTooSkewed" => "the clock of this machine is wrong by minutes: set it",
        null or "" => $"the server refuses with HTTP {(int)refused.StatusCode}: check keys, bucket and endpoint",
        var code => $"the server refuses with {code}: check keys, bucket and endpoint",
    };
}
