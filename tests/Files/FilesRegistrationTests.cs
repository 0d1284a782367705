using Microsoft.Extensions.DependencyInjection;
using TlEngine.Files;
using TlEngine.Files.Embedded;
using TlEngine.Files.S3;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Tests.Files;

public sealed class FilesRegistrationTests
{
    private static readonly ServiceSettings Local = new() { Environment = "local", DataFolder = ".data" };

    [Fact]
    public async Task AddFiles_NoS3_IsAFolderThatIsReady()
    {
        await using var services = new ServiceCollection().AddFiles(Local).BuildServiceProvider();

        Assert.IsType<EmbeddedFileStore>(services.GetRequiredService<IFileStore>());
        var probe = Assert.Single(services.GetServices<IDependencyProbe>());
        Assert.Equal(("s3", false, true), (probe.Name, probe.Required, (await probe.ProbeAsync(default)).Ok));
    }

    [Fact]
    public async Task AddFiles_S3_IsNeverRequiredAndLinksOverTls()
    {
        var settings = Local with { S3 = new S3Settings("id", "secret", "bucket", new Uri("https://s3.example"), "eu-central-003", "tl/") };
        await using var services = new ServiceCollection().AddFiles(settings).BuildServiceProvider();

        var files = Assert.IsType<S3FileStore>(services.GetRequiredService<IFileStore>());
        var link = files.PresignGet("a/1.json", TimeSpan.FromMinutes(1))!;
        Assert.Equal("https://s3.example/bucket/tl/a/1.json", link.GetLeftPart(UriPartial.Path));
        var probe = Assert.Single(services.GetServices<IDependencyProbe>());
        Assert.Equal(("s3", false), (probe.Name, probe.Required));
    }
}
