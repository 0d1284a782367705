using Npgsql;

namespace TlEngine.Storage.Postgres;

/// <summary>The conditions of one query, only those that are asked for; each <c>?</c> is numbered as its value comes.</summary>
internal sealed class PostgresConditions
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _values = [];

    public string Sql => _conditions.Count > 0 ? $"WHERE {string.Join(" AND ", _conditions)}" : "";

    public NpgsqlParameter[] Values => [.. _values];

    public void Add(string condition, params NpgsqlParameter[] values)
    {
        var parts = condition.Split('?');
        var numbered = parts.Skip(1).Select((part, i) => $"${_values.Count + i + 1}{part}");
        _conditions.Add(parts[0] + string.Concat(numbered));
        _values.AddRange(values);
    }

    public void AddIf(string? value, string condition)
    {
        if (value is not null)
        {
            Add(condition, PostgresParameter.Of(value));
        }
    }

    public void AddIf(DateTimeOffset? value, string condition)
    {
        if (value is not null)
        {
            Add(condition, PostgresParameter.Of(value));
        }
    }
}
