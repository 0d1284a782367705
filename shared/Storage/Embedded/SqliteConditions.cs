namespace TlEngine.Storage.Embedded;

/// <summary>
/// The conditions of one query, only those that are asked for; each <c>?</c> is numbered as its value comes. Values are never part of the
/// text: a session keeps one prepared command for each text.
/// </summary>
internal sealed class SqliteConditions
{
    private readonly List<string> _conditions = [];
    private readonly List<object?> _values = [];

    public string Sql => _conditions.Count > 0 ? $"WHERE {string.Join(" AND ", _conditions)}" : "";

    public object?[] Values => [.. _values];

    public void Add(string condition, params object?[] values)
    {
        var parts = condition.Split('?');
        var numbered = parts.Skip(1).Select((part, i) => $"?{_values.Count + i + 1}{part}");
        _conditions.Add(parts[0] + string.Concat(numbered));
        _values.AddRange(values);
    }

    /// <summary>The last value of the query, after every condition.</summary>
    public string Limit(int rows)
    {
        _values.Add(rows);
        return $"LIMIT ?{_values.Count}";
    }

    public void AddIf(object? value, string condition)
    {
        if (value is not null)
        {
            Add(condition, value);
        }
    }
}
