using System.Reflection;
using System.Text.RegularExpressions;

namespace TlEngine.Tests.Repository;

/// <summary>docs/guarantees.md names tests that there are, and no promise is without one.</summary>
public sealed partial class GuaranteesPageTests
{
    private static readonly string Page = RepositoryRoot.Read("docs/guarantees.md");

    [Fact]
    public void Page_NamesATest_ItExists()
    {
        var tests = Assembly.GetExecutingAssembly().GetTypes()
            .SelectMany(type => type.GetMethods().Where(IsTest).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        var named = TestName().Matches(Page).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 30, "The page names its tests in back quotes as Class.Situation_Result.");
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    [Fact]
    public void Page_MakesAPromise_ATestIsNamed()
    {
        var promises = Page.Split("\n## ")[1..];

        Assert.True(promises.Length > 8, "Each promise has a heading of the second level.");
        Assert.DoesNotContain(promises, promise => !TestName().IsMatch(promise));
        Assert.DoesNotContain(promises, promise => !promise.Contains("**Limits.**", StringComparison.Ordinal));
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes<FactAttribute>().Any();

    [GeneratedRegex("`([A-Z][A-Za-z]+\\.[A-Z][A-Za-z]+_[A-Za-z_]+)`")]
    private static partial Regex TestName();
}
