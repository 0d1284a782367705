using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using TlEngine.Settings;

namespace TlEngine.Files.S3;

/// <summary>
/// Files in a bucket, under the configured prefix. The client retries twice by itself; a call with all its attempts ends within half a
/// minute.
/// </summary>
internal sealed class S3FileStore(S3Settings settings, TimeProvider time) : IFileStore, IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    private readonly AmazonS3Client _client = S3ClientFactory.For(settings);

    public Task PutAsync(string key, ReadOnlyMemory<byte> content, FileType type, CancellationToken cancellationToken)
    {
        var objectKey = ObjectKey(key);
        return RunAsync(
            async bounded =>
            {
                using var body = new MemoryStream(content.ToArray(), writable: false);
                var request = new PutObjectRequest
                {
                    BucketName = settings.Bucket,
                    Key = objectKey,
                    InputStream = body,
                    ContentType = type.Content,
                    AutoCloseStream = false,
                    // Not every server unwraps the chunks of a signed stream.
                    UseChunkEncoding = false,
                };
                request.Headers.ContentEncoding = type.Encoding;
                return await _client.PutObjectAsync(request, bounded);
            },
            CallTimeout,
            cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken) =>
        ReadAsync(ObjectKey(key), CallTimeout, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var objectKey = ObjectKey(key);
        return RunAsync(bounded => DeleteIfThereAsync(objectKey, bounded), CallTimeout, cancellationToken);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first form of the call, paged by the last key: every server that speaks S3 has it, the second form's tokens not all.
        var request = new ListObjectsRequest { BucketName = settings.Bucket, Prefix = settings.Prefix + FileKey.CheckedPrefix(prefix) };
        ListObjectsResponse page;
        do
        {
            page = await RunAsync(bounded => _client.ListObjectsAsync(request, bounded), CallTimeout, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found.Key[settings.Prefix.Length..];
                request.Marker = found.Key;
            }
        }
        while (page.IsTruncated == true);
    }

    public Uri? PresignGet(string key, TimeSpan lifetime) => new(_client.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = settings.Bucket,
        Key = ObjectKey(key),
        Verb = HttpVerb.GET,
        Expires = time.GetUtcNow().Add(lifetime).UtcDateTime,
        Protocol = settings.EndpointUrl?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
    }));

    /// <summary>Reads a file that does not exist: the cheapest call that shows endpoint, credentials and bucket to be right.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => ReadAsync($"{settings.Prefix}.probe", ProbeTimeout, cancellationToken);

    public void Dispose() => _client.Dispose();

    private string ObjectKey(string key) => settings.Prefix + FileKey.Checked(key);

    private Task<ReadOnlyMemory<byte>?> ReadAsync(string objectKey, TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(
            async bounded =>
            {
                try
                {
                    using var found = await _client.GetObjectAsync(settings.Bucket, objectKey, bounded);
                    using var content = new MemoryStream();
                    await found.ResponseStream.CopyToAsync(content, bounded);
                    return (ReadOnlyMemory<byte>?)content.ToArray();
                }
                catch (AmazonS3Exception exception) when (S3Errors.IsMissingFile(exception))
                {
                    return null;
                }
            },
            timeout,
            cancellationToken);

    private async Task<bool> DeleteIfThereAsync(string objectKey, CancellationToken bounded)
    {
        try
        {
            await _client.DeleteObjectAsync(settings.Bucket, objectKey, bounded);
            return true;
        }
        catch (AmazonS3Exception exception) when (S3Errors.IsMissingFile(exception))
        {
            return false;
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await call(both.Token);
        }
        catch (Exception exception) when (S3Errors.IsAway(exception, cancellationToken))
        {
            throw S3Errors.Away(exception);
        }
    }
}
