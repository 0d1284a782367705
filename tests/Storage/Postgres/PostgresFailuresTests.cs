using System.Net.Sockets;
using Npgsql;
using TlEngine.Storage.Postgres;

namespace TlEngine.Tests.Storage.Postgres;

/// <summary>SQLSTATEs of appendix A of PostgreSQL's manual.</summary>
public sealed class PostgresFailuresTests
{
    [Theory]
    [InlineData("57P01")]
    [InlineData("57P02")]
    [InlineData("57P03")]
    [InlineData("57014")]
    [InlineData("08000")]
    [InlineData("08003")]
    [InlineData("08006")]
    [InlineData("08P01")]
    [InlineData("53100")]
    [InlineData("53300")]
    [InlineData("58030")]
    [InlineData("25006")]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("40001")]
    [InlineData("40P01")]
    public void IsUnavailable_ServerCannotServe_IsTrue(string sqlState) => Assert.True(PostgresFailures.IsUnavailable(Refused(sqlState)));

    [Theory]
    [InlineData("42P01")]
    [InlineData("42601")]
    [InlineData("23505")]
    [InlineData("23514")]
    [InlineData("22021")]
    [InlineData("25001")]
    [InlineData("57000")]
    public void IsUnavailable_StatementWrong_IsFalse(string sqlState) => Assert.False(PostgresFailures.IsUnavailable(Refused(sqlState)));

    [Fact]
    public void IsUnavailable_ConnectionLost_IsTrue()
    {
        Assert.True(PostgresFailures.IsUnavailable(new NpgsqlException("Exception while reading from stream", new EndOfStreamException())));
        Assert.True(PostgresFailures.IsUnavailable(new SocketException((int)SocketError.ConnectionReset)));
        Assert.True(PostgresFailures.IsUnavailable(new TimeoutException()));
        Assert.False(PostgresFailures.IsUnavailable(new InvalidCastException()));
        Assert.False(PostgresFailures.IsUnavailable(new OperationCanceledException()));
    }

    private static PostgresException Refused(string sqlState) => new("refused", "ERROR", "ERROR", sqlState);
}
