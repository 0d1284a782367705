using Microsoft.Data.Sqlite;
using TlEngine.Statistics;

namespace TlEngine.Storage.Embedded;

/// <summary>One connection with its prepared statements, used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteSession(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
        _connection.CreateFunction("now_us", () => StoredTime.Microseconds(Now));
        _connection.CreateFunction(
            "duration_bucket", (long microseconds) => LatencyHistogram.BucketOf(microseconds), isDeterministic: true);
        _connection.CreateFunction("new_id", () => SqliteValue.Of(Guid.CreateVersion7(Now)));
    }

    /// <summary>The moment that the current piece of work happens at; the SQL's <c>now_us()</c> too. It stands still until the
    /// next piece.</summary>
    public DateTimeOffset Now { get; private set; }

    public void Open(string pragmas)
    {
        _connection.Open();
        ExecuteScript(pragmas);
    }

    public void BeginWork() => Now = StoredTime.Truncate(_time.GetUtcNow());

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    /// <param name="values">The values of <c>?1</c>, <c>?2</c>, …</param>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs several statements that are used once.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = SqliteValue.Of(values[i]);
        }

        return command;
    }
}
