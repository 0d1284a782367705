using TlEngine.Access;

namespace TlEngine.Tests.Access;

public sealed class CallerTests
{
    [Theory]
    [InlineData("*", "track.clean", true)]
    [InlineData("track.*", "track.*", true)]
    [InlineData("track.*", "track.s*", true)]
    [InlineData("track.*", "track.clean", true)]
    [InlineData("track.*", "*", false)]
    [InlineData("track.*", "tr*", false)]
    [InlineData("track.s*", "track.*", false)]
    [InlineData("track.clean", "track.clea*", false)]
    [InlineData("*.clean", "track.*", false)]
    [InlineData("*.clean", "t*.clean", true)]
    public void MayGrant_Glob_OnlyWithinOnesOwn(string own, string glob, bool expected) =>
        Assert.Equal(expected, new Caller("a", "a", [], 0) { Engines = [own] }.MayGrant(glob));

    [Theory]
    [InlineData("*", "engines:*", true)]
    [InlineData("engines:*", "engines:*", true)]
    [InlineData("engines:*", "engines:read", true)]
    [InlineData("engines:read", "engines:*", false)]
    [InlineData("engines:*", "*", false)]
    [InlineData("ops:read", "ops:write", false)]
    public void May_ScopeOrFamily_OnlyWithinOnesOwn(string own, string scope, bool expected) =>
        Assert.Equal(expected, new Caller("a", "a", [own], 0).May(scope));

    [Theory]
    [InlineData("engines:read", true)]
    [InlineData("schedules:*", true)]
    [InlineData("*", true)]
    [InlineData("engines:", false)]
    [InlineData("*:read", false)]
    [InlineData(":*", false)]
    [InlineData("nothing:*", false)]
    public void IsKnown_Scope_AsItIsWritten(string scope, bool expected) => Assert.Equal(expected, Scopes.IsKnown(scope));
}
