using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes;

/// <summary>From an image that was pushed to the commit that Argo CD applies, and to the first calls.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeliveryScriptTests : IDisposable
{
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Fact]
    public async Task SetImage_WritesTheDigestWhateverStoodThere()
    {
        var scripts = Directory.CreateDirectory(Path.Combine(_scripts.Folder, "keda", "scripts")).FullName;
        var overlay = Directory.CreateDirectory(Path.Combine(_scripts.Folder, "keda", "overlays", "dev", "app")).FullName;
        File.Copy(Path.Combine(RepositoryRoot.File("keda"), "scripts", "set-image.sh"), Path.Combine(scripts, "set-image.sh"));
        File.Copy(Path.Combine(RepositoryRoot.File("keda"), "overlays", "dev", "app", "kustomization.yaml"),
            Path.Combine(overlay, "kustomization.yaml"));
        foreach (var digit in "ab")
        {
            var image = $"registry.example.com/other@sha256:{new string(digit, 64)}";
            Assert.Equal(0, (await _scripts.StartAsync(Path.Combine(scripts, "set-image.sh"), "dev", image)).ExitCode);
            var images = YamlTree.ParseFile(Path.Combine(overlay, "kustomization.yaml")).Items("images").Single();
            Assert.Equal(["name", "newName", "digest"], images.Members().Select(member => member.Key));
            Assert.Equal(image, $"{images.Text("newName")}@{images.Text("digest")}");
        }

        Assert.Equal(64, (await _scripts.StartAsync(Path.Combine(scripts, "set-image.sh"), "dev", "registry.example.com/other:latest")).ExitCode);
    }

    [Fact]
    public async Task CommitImage_Dev_GoesOntoTheNewestMain()
    {
        var (work, origin) = await RepositoryAsync();
        // Somebody pushed while the image was built.
        await GitAsync(_scripts.Folder, "clone", "-q", origin, "other");
        var other = Path.Combine(_scripts.Folder, "other");
        await File.WriteAllTextAsync(Path.Combine(other, "newer"), "");
        await GitAsync(other, "add", "newer");
        await GitAsync(other, "commit", "-qm", "Newer");
        await GitAsync(other, "push", "-q", "origin", "HEAD:main");

        Assert.Equal(0, (await CommitAsync(work, "dev", 'a')).ExitCode);
        Assert.Contains(new string('a', 64), await GitAsync(origin, "show", $"main:{Overlay("dev")}"), StringComparison.Ordinal);
        Assert.Contains("newer", await GitAsync(origin, "ls-tree", "--name-only", "main"), StringComparison.Ordinal);
        Assert.Contains("already", (await CommitAsync(work, "dev", 'a')).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitImage_Staging_HasTheFilesOfItsTagAndIsRevertedToTheOneBefore()
    {
        var (work, origin) = await RepositoryAsync();
        Assert.Equal(0, (await CommitAsync(work, "staging", 'a')).ExitCode);
        var first = await GitAsync(origin, "rev-parse", "staging^{tree}");
        Assert.DoesNotContain(new string('a', 64), await GitAsync(origin, "show", $"main:{Overlay("staging")}"), StringComparison.Ordinal);

        await GitAsync(work, "reset", "-q", "--hard");
        await File.WriteAllTextAsync(Path.Combine(work, "manifest"), "of the second tag");
        await GitAsync(work, "add", "manifest");
        await GitAsync(work, "commit", "-qm", "Second");
        Assert.Equal(0, (await CommitAsync(work, "staging", 'b')).ExitCode);
        Assert.Contains(new string('b', 64), await GitAsync(origin, "show", $"staging:{Overlay("staging")}"), StringComparison.Ordinal);
        Assert.Equal("of the second tag", await GitAsync(origin, "show", "staging:manifest"));
        Assert.Contains("already", (await CommitAsync(work, "staging", 'b')).Output, StringComparison.Ordinal);

        await GitAsync(_scripts.Folder, "clone", "-q", "--branch", "staging", origin, "rollback");
        var rollback = Path.Combine(_scripts.Folder, "rollback");
        await GitAsync(rollback, "revert", "-m", "1", "--no-edit", "HEAD");
        Assert.Equal(first, await GitAsync(rollback, "rev-parse", "HEAD^{tree}"));
    }

    [Theory]
    [InlineData("/health=200 /ready=200 /api/v1/engines=401 /metrics=404", 0)]
    [InlineData("/health=200 /ready=503 /api/v1/engines=401 /metrics=404", 1)]
    [InlineData("/health=200 /ready=200 /api/v1/engines=200 /metrics=404", 1)]
    [InlineData("/health=200 /ready=200 /api/v1/engines=401 /metrics=200", 1)]
    [InlineData("/health=502 /ready=200 /api/v1/engines=401 /metrics=404", 1)]
    [InlineData("/health=200 /ready=200 /api/v1/engines=401 /metrics=404", 0, "abc")]
    [InlineData("/health=200 /ready=200 /api/v1/engines=401 /metrics=404", 1, "the-one-before")]
    public async Task Smoke_FailsUnlessEverythingIsAsItShouldBe(string answers, int expected, params string[] revision)
    {
        var statuses = answers.Split(' ').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = statuses[context.Request.Path];
            return context.Response.WriteAsync("""{"status":"ok","revision":"abc"}""");
        });
        await server.StartAsync();
        var run = await _scripts.StartAsync(Path.Combine(RepositoryRoot.File("keda"), "scripts", "smoke.sh"),
            [server.Urls.Single(), .. revision]);
        Assert.Equal(expected, run.ExitCode);
    }

    private static string Overlay(string environment) => $"keda/overlays/{environment}/app/kustomization.yaml";

    private Task<ScriptRun> CommitAsync(string work, string environment, char digit) => _scripts.StartAsync(
        Path.Combine(work, "keda", "scripts", "commit-image.sh"), environment, $"registry.example.com/app@sha256:{new string(digit, 64)}");

    /// <summary>A checkout of a bare repository whose main has the overlays and the scripts.</summary>
    private async Task<(string Work, string Origin)> RepositoryAsync()
    {
        var (work, origin) = (Path.Combine(_scripts.Folder, "work"), Path.Combine(_scripts.Folder, "origin"));
        await GitAsync(_scripts.Folder, "init", "-q", "--bare", "--initial-branch=main", origin);
        await GitAsync(_scripts.Folder, "clone", "-q", origin, work);
        string[] files = [Overlay("dev"), Overlay("staging"), "keda/scripts/set-image.sh", "keda/scripts/commit-image.sh"];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(work, file))!);
            File.Copy(RepositoryRoot.File(file), Path.Combine(work, file));
        }

        await GitAsync(work, "add", ".");
        await GitAsync(work, "commit", "-qm", "First");
        await GitAsync(work, "push", "-q", "origin", "HEAD:main");
        return (work, origin);
    }

    private async Task<string> GitAsync(string folder, params string[] arguments)
    {
        var run = await _scripts.StartAsync("/usr/bin/git", ["-C", folder, .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.TrimEnd('\n');
    }
}
