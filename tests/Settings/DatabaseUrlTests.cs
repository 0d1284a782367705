using Npgsql;
using TlEngine.Settings;

namespace TlEngine.Tests.Settings;

public sealed class DatabaseUrlTests
{
    [Fact]
    public void Parse_EveryPart_IsDecoded()
    {
        var database = Parse(
            "postgresql://us%40er:p%40ss%2Fw%3Ard%25%2B+@db.example.org:6543/engine%20db?sslmode=verify-full&channel_binding=require"
            + "&options=endpoint%3Dep-cool-1&application_name=tl%20engine&connect_timeout=9");

        Assert.Equal(
            ("db.example.org", 6543, "us@er", "p@ss/w:rd%++", "engine db"),
            (database.Host, database.Port, database.Username, database.Password, database.Database));
        Assert.Equal((SslMode.VerifyFull, ChannelBinding.Require), (database.SslMode, database.ChannelBinding));
        Assert.Equal(("endpoint=ep-cool-1", "tl engine", 9), (database.Options, database.ApplicationName, database.Timeout));
    }

    [Fact]
    public void Parse_LeastOfAll_HasDefaults()
    {
        var database = Parse("postgres://user@localhost/db");

        Assert.Equal(
            ("localhost", 5432, "user", null, "db", 5),
            (database.Host, database.Port, database.Username, database.Password, database.Database, database.Timeout));
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("allow", SslMode.Allow)]
    [InlineData("prefer", SslMode.Prefer)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    public void Parse_SslMode_IsTaken(string value, SslMode expected) =>
        Assert.Equal(expected, Parse($"postgres://u@h/d?sslmode={value}").SslMode);

    [Theory]
    [InlineData("disable", ChannelBinding.Disable)]
    [InlineData("prefer", ChannelBinding.Prefer)]
    public void Parse_ChannelBinding_IsTaken(string value, ChannelBinding expected) =>
        Assert.Equal(expected, Parse($"postgres://u@h/d?channel_binding={value}").ChannelBinding);

    [Fact]
    public void Parse_AddressOfVersion6_LosesItsBrackets() => Assert.Equal("::1", Parse("postgresql://u:p@[::1]:5433/d").Host);

    [Fact]
    public void Parse_PasswordThatLooksLikeSettings_IsOnlyAPassword()
    {
        var database = Parse("postgresql://u:a%3Bb%3DHost%3Devil%27%22@h/d");

        Assert.Equal(("a;b=Host=evil'\"", "h"), (database.Password, new NpgsqlConnectionStringBuilder(database.ConnectionString).Host));
    }

    [Theory]
    [InlineData("", "not a URI")]
    [InlineData("Host=h;Password=s3cr3t", "not a URI")]
    [InlineData("postgresql://u:s3cr3t/x@h/d", "not a URI")]
    [InlineData("mysql://u:s3cr3t@h/d", "mysql")]
    [InlineData("postgresql://u:1#s3cr3t@h/d", "'#'")]
    [InlineData("postgresql://:s3cr3t@h/d", "no user")]
    [InlineData("postgresql://h/d", "no user")]
    [InlineData("postgresql://u:s3cr3t@h", "one database")]
    [InlineData("postgresql://u:s3cr3t@h/", "one database")]
    [InlineData("postgresql://u:s3cr3t@h/a/b", "one database")]
    [InlineData("postgresql://u:s3cr3t@h/d?sslmode=on", "sslmode is 'on'")]
    [InlineData("postgresql://u:s3cr3t@h/d?channel_binding=maybe", "channel_binding is 'maybe'")]
    [InlineData("postgresql://u:s3cr3t@h/d?connect_timeout=0", "connect_timeout is '0'")]
    [InlineData("postgresql://u:s3cr3t@h/d?connect_timeout=soon", "connect_timeout is 'soon'")]
    [InlineData("postgresql://u:s3cr3t@h/d?pool_size=3", "member pool_size")]
    [InlineData("postgresql://u:s3cr3t@h/d?sslmode=require&sslmode=disable", "given twice")]
    public void Parse_Wrong_SaysWhatWithoutThePassword(string text, string expected)
    {
        Assert.False(DatabaseUrl.TryParse(text, out var database, out var error));

        Assert.Null(database);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error, StringComparison.Ordinal);
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        Assert.True(DatabaseUrl.TryParse(text, out var database, out var error), error);
        return database;
    }
}
