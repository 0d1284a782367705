using System.Text.RegularExpressions;

namespace TlEngine.Tests.Repository;

/// <summary>docs/architecture.md names the folders that there are.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string[] Named =
        [.. FolderName().Matches(RepositoryRoot.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).Distinct()];

    [Fact]
    public void Page_NamesAFolder_ItExists()
    {
        Assert.True(Named.Length > 20, "The map names its folders in back quotes with a slash at the end.");
        Assert.DoesNotContain(Named, folder => !Directory.Exists(RepositoryRoot.File(folder)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("shared/")]
    [InlineData("functions/")]
    public void Folder_IsThere_PageNamesIt(string parent) =>
        Assert.DoesNotContain(RepositoryRoot.FoldersOf(parent), folder => !Named.Contains($"{parent}{folder}/"));

    [GeneratedRegex("`([A-Za-z][A-Za-z/]*/)`")]
    private static partial Regex FolderName();
}
