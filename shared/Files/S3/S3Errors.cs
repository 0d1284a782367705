using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using TlEngine.Readiness;

namespace TlEngine.Files.S3;

/// <summary>What the client throws, told apart by what a caller can do about it.</summary>
internal static class S3Errors
{
    /// <summary>The file is not there, but its bucket is.</summary>
    public static bool IsMissingFile(AmazonS3Exception exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode is not "NoSuchBucket";

    /// <summary>
    /// A refusal (a revoked key, a bucket that was deleted) counts as away: the caller keeps the bytes and tries later, as for an outage.
    /// </summary>
    public static bool IsAway(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or WebException or TimeoutException => true,
        // The client reads the ETag as a checksum and fails on one that is none: an answer that cannot be read is none.
        ArgumentOutOfRangeException { ParamName: "hex" } => true,
        _ => false,
    };

    public static DependencyUnavailableException Away(Exception cause) => new("s3", cause);
}
