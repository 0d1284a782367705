using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using TlEngine.Settings;

namespace TlEngine.Files.S3;

/// <summary>
/// How this service talks to S3 and to what speaks its protocol: path-style addresses, and no checksums that only Amazon's own servers
/// know.
/// </summary>
internal static class S3ClientFactory
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private const int Retries = 2;

    /// <param name="attemptTimeout">For one attempt with its body; null: what suits the files of executions.</param>
    public static AmazonS3Client For(S3Settings settings, TimeSpan? attemptTimeout = null)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = attemptTimeout ?? AttemptTimeout,
            ConnectTimeout = ConnectTimeout,
            MaxErrorRetry = Retries,
        };
        if (settings.EndpointUrl is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = settings.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        }

        return new AmazonS3Client(new BasicAWSCredentials(settings.AccessKeyId, settings.SecretAccessKey), config);
    }
}
