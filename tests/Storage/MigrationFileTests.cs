using System.Text.RegularExpressions;
using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

public sealed partial class MigrationFileTests
{
    [Fact]
    public void All_BothDialects_HaveTheSameNumberedFiles()
    {
        var postgres = MigrationFile.All("Postgres").Select(file => file.Name).ToList();

        Assert.Equal(postgres, MigrationFile.All("Embedded").Select(file => file.Name));
        var numbers = postgres.Select(name => int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers.Distinct(), numbers);
    }

    /// <summary>Indexes and views need literals; these are the ones that the transition table gives.</summary>
    [Theory]
    [InlineData("Postgres")]
    [InlineData("Embedded")]
    public void Statuses_InTheFiles_AreThoseOfTheTransitionTable(string dialect)
    {
        var sql = string.Concat(MigrationFile.All(dialect).Select(file => file.ReadSql()));

        var lists = StatusLists().Matches(sql).Select(match => match.Groups[1].Value).Distinct().Order();
        Assert.Equal([StatusSql.Unfinished, StatusSql.Waiting], lists);
        var single = SingleStatuses().Matches(sql).Select(match => match.Groups[1].Value).Distinct().Order();
        Assert.Equal(
            [$"{(int)ExecutionStatus.Running}", $"{(int)ExecutionStatus.Retrying}", $"{StatusSql.To(ExecutionEvent.Fail)}"], single);
    }

    [GeneratedRegex(@"status IN \(([^)]*)\)")]
    private static partial Regex StatusLists();

    [GeneratedRegex(@"status = (\d)")]
    private static partial Regex SingleStatuses();
}
