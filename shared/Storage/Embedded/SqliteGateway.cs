using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TlEngine.Readiness;

namespace TlEngine.Storage.Embedded;

/// <summary>Where every call to the file goes through: writes by the one writer, reads on connections of their own.</summary>
internal sealed class SqliteGateway(SqliteFile file) : IAsyncDisposable
{
    /// <summary>The dependency's name is the same with either database: readiness and callers know one.</summary>
    public const string Dependency = "postgres";

    private readonly SqliteWriter _writer = new(file);
    private readonly ConcurrentBag<SqliteSession> _readers = [];

    /// <summary>Runs work in a transaction that may be shared with other callers' work; the file is synced before this returns.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _writer.RunAsync(work, cancellationToken);
        }
        catch (SqliteException failure) when (IsUnavailable(failure))
        {
            throw new DependencyUnavailableException(Dependency, failure);
        }
    }

    /// <summary>Runs a read of one statement.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return Task.FromResult(Read(work));
        }
        catch (SqliteException failure) when (IsUnavailable(failure))
        {
            return Task.FromException<T>(new DependencyUnavailableException(Dependency, failure));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        var session = _readers.TryTake(out var pooled) ? pooled : file.Open();
        try
        {
            session.BeginWork();
            var result = work(session);
            _readers.Add(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Locked by another process for too long, or the disk is full, failing or gone. A wrong statement is a bug and
    /// stays one.</summary>
    private static bool IsUnavailable(SqliteException failure) =>
        failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_IOERR
            or SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PROTOCOL;
}
