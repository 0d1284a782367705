using System.Security.Cryptography;
using System.Text;
using TlEngine.Files;

namespace TlEngine.Tests.Files;

/// <summary>What every file store does. Each test has one of its own, empty.</summary>
public abstract class FileStoreContract
{
    private const string Key = "executions/2026/01/31/0190/result.json.gz";

    internal abstract Task<IFileStore> CreateAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task Put_Content_IsReadBackByteForByte(int length)
    {
        var files = await CreateAsync();
        var content = RandomNumberGenerator.GetBytes(length);
        await files.PutAsync(Key, content, FileType.Json, default);

        Assert.Equal(content, (await files.GetAsync(Key, default))!.Value.ToArray());
    }

    [Fact]
    public async Task Put_Again_Replaces()
    {
        var files = await CreateAsync();
        await files.PutAsync(Key, "the first, longer"u8.ToArray(), FileType.Text, default);
        await files.PutAsync(Key, "second"u8.ToArray(), FileType.Text, default);

        Assert.Equal("second", Encoding.UTF8.GetString((await files.GetAsync(Key, default))!.Value.Span));
    }

    [Fact]
    public async Task Get_NoSuchFile_IsNull()
    {
        var files = await CreateAsync();

        Assert.Null(await files.GetAsync("executions/none", default));
        Assert.Null(await files.GetAsync("none", default));
    }

    [Fact]
    public async Task Delete_File_IsGoneAndAgainIsNoError()
    {
        var files = await CreateAsync();
        await files.PutAsync(Key, new byte[1], FileType.Text, default);
        await files.DeleteAsync(Key, default);
        await files.DeleteAsync(Key, default);

        Assert.Null(await files.GetAsync(Key, default));
        Assert.Empty(await ListAsync(files, ""));
    }

    [Fact]
    public async Task List_Prefix_GivesItsKeysInOrdinalOrder()
    {
        var files = await CreateAsync();
        foreach (var key in (string[])["b/2.json", "a/z.json", "b/10.json", "b/B.json", "b/deep/er/x", "bc/1.json"])
        {
            await files.PutAsync(key, new byte[1], FileType.Text, default);
        }

        Assert.Equal(["b/10.json", "b/2.json", "b/B.json", "b/deep/er/x"], await ListAsync(files, "b/"));
        Assert.Equal(["b/10.json", "b/2.json", "b/B.json", "b/deep/er/x", "bc/1.json"], await ListAsync(files, "b"));
        Assert.Equal(6, (await ListAsync(files, "")).Count);
        Assert.Empty(await ListAsync(files, "c/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a\\..\\b")]
    [InlineData("a\0b")]
    [InlineData("a/")]
    public async Task AnyCall_KeyThatLeadsAstray_IsRefused(string key)
    {
        var files = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => files.PutAsync(key, new byte[1], FileType.Text, default));
        await Assert.ThrowsAsync<ArgumentException>(() => files.GetAsync(key, default));
        await Assert.ThrowsAsync<ArgumentException>(() => files.DeleteAsync(key, default));
    }

    internal static async Task<List<string>> ListAsync(IFileStore files, string prefix)
    {
        List<string> keys = [];
        await foreach (var key in files.ListAsync(prefix, default))
        {
            keys.Add(key);
        }

        return keys;
    }
}
