using TlEngine.Files;
using TlEngine.Files.Embedded;

namespace TlEngine.Tests.Files.Embedded;

public sealed class EmbeddedFileStoreTests : FileStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Put_ManyAtOnceUnderOneKey_ReaderSeesOneOfThemWhole()
    {
        var files = await CreateAsync();
        await files.PutAsync("one", Enumerable.Repeat((byte)0, 100_000).ToArray(), FileType.Text, default);
        var writers = Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(
            () => files.PutAsync("one", Enumerable.Repeat((byte)writer, 100_000).ToArray(), FileType.Text, default))));
        do
        {
            var seen = (await files.GetAsync("one", default))!.Value.ToArray();
            Assert.Equal(100_000, seen.Length);
            Assert.Single(seen.Distinct());
        }
        while (!writers.IsCompleted);

        await writers;
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "files-incoming")));
    }

    [Fact]
    public async Task Presign_Always_HasNoLink() => Assert.Null((await CreateAsync()).PresignGet("one", TimeSpan.FromMinutes(1)));

    internal override Task<IFileStore> CreateAsync() => Task.FromResult<IFileStore>(new EmbeddedFileStore(_folder));
}
