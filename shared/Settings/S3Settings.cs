namespace TlEngine.Settings;

/// <param name="EndpointUrl">Null: Amazon's own.</param>
/// <param name="Prefix">Prepended to every key in a shared bucket; empty or ending in a slash.</param>
public sealed record S3Settings(string AccessKeyId, string SecretAccessKey, string Bucket, Uri? EndpointUrl, string Region, string Prefix);
