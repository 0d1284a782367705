using Amazon.Runtime;
using Amazon.S3;
using TlEngine.Settings;

namespace TlEngine.Tests.Servers;

/// <summary>An S3 server of its own: s3rver on Node.js. Objects survive a stop.</summary>
internal sealed class S3Server : ThrowAwayServer
{
    private const string AccessKeyId = "S3RVER";
    private const string SecretAccessKey = "S3RVER";
    private static readonly Lazy<Task<S3Server>> _shared = new(StartNewAsync);
    private static int _buckets;

    private S3Server()
        : base("s3")
    {
    }

    /// <summary>The one of this run: every test has its own bucket in it.</summary>
    public static Task<S3Server> SharedAsync() => _shared.Value;

    public static async Task<S3Server> StartNewAsync()
    {
        var server = new S3Server();
        await server.StartAsync();
        return server;
    }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    protected override ServerSignal StopSignal => ServerSignal.Term;

    protected override IReadOnlyList<string> Command =>
    [
        Tool.Find("node"), Script(), "--directory", Path.Combine(Folder, "data"), "--address", "127.0.0.1", "--port", $"{Port}",
        "--silent", "--no-vhost-buckets",
    ];

    /// <summary>Creates an empty bucket and returns the settings that reach it.</summary>
    public async Task<S3Settings> CreateBucketAsync()
    {
        var bucket = $"test-{Interlocked.Increment(ref _buckets)}";
        using var client = NewClient();
        await client.PutBucketAsync(bucket);
        return new S3Settings(AccessKeyId, SecretAccessKey, bucket, Url, "us-east-1", Prefix: "");
    }

    /// <summary>A client for the tests' own look at what was stored.</summary>
    public AmazonS3Client NewClient() => new(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = Url.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    protected override Task<bool> AnswersAsync() => RabbitFiles.ListensAsync(Port);

    // Beside package.json in the sources: npm installs there, and a build would copy thousands of files for nothing.
    private static string Script()
    {
        const string path = "tests/Servers/node_modules/s3rver/bin/s3rver.js";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, path);
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw Tool.Missing("the S3 server s3rver");
    }
}
