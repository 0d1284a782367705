using System.Globalization;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Executions.Requests;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// Reads query parameters; every fault is kept, not only the first, under the pointer <c>/query/{name}</c>. An empty value is as if it
/// were not there.
/// </summary>
internal sealed class QueryReader
{
    /// <summary>Room for any caller's name: <c>amqp:</c> and 255 characters.</summary>
    private const int MaxTextLength = 300;
    private const int UsualPage = 50;
    private const int MaxPage = 500;

    private readonly IQueryCollection _query;
    private readonly List<InputError> _errors = [];

    public QueryReader(HttpRequest request, params string[] known)
    {
        _query = request.Query;
        foreach (var (name, values) in _query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                Fault(name, $"is not a parameter of {request.Path}; known are {string.Join(", ", known)}");
            }
            else if (values.Count > 1)
            {
                Fault(name, $"stands {values.Count} times; give it once");
            }
        }
    }

    /// <summary>What is wrong with the parameters; null when nothing is.</summary>
    public Refusal? Refusal => _errors.Count == 0
        ? null
        : new Refusal(ErrorCodes.Validation, "The query is not valid; errors names every fault.", _errors);

    public string? Text(string name)
    {
        var value = Value(name);
        if (value?.Length > MaxTextLength || value?.Contains('\0', StringComparison.Ordinal) == true)
        {
            Fault(name, $"is too long or holds a NUL; expected at most {MaxTextLength} characters");
            return null;
        }

        return value;
    }

    /// <summary>The rows of one page of any list.</summary>
    public int Limit() => Integer("limit", UsualPage, 1, MaxPage);

    private int Integer(string name, int unset, int least, int most)
    {
        if (Value(name) is not { } value)
        {
            return unset;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(name, $"is \"{Show(value)}\"; expected an integer from {least} to {most}");
        return unset;
    }

    public ExecutionStatus? Status(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (ExecutionStatusNames.Find(value) is { } status)
        {
            return status;
        }

        Fault(name, $"is \"{Show(value)}\"; expected one of {string.Join(", ", ExecutionStatusNames.All)}");
        return null;
    }

    /// <summary>RFC 3339 or milliseconds since 1970.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (TimeText.TryParse(value, out var time))
        {
            return time;
        }

        var hint = value.Contains(' ', StringComparison.Ordinal) ? "; a + in a query is a space: write %2B" : "";
        Fault(name, $"is \"{Show(value)}\"; expected an RFC 3339 time such as 2026-01-31T08:00:00Z, or milliseconds since 1970{hint}");
        return null;
    }

    public PageKey? Cursor(string name, string list)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (PageCursor.TryRead(value, list, out var key))
        {
            return key;
        }

        Fault(name, "is no cursor of this list; take it from next_cursor of the page before, or leave it out for the first page");
        return null;
    }

    private string? Value(string name) => _query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;

    private void Fault(string name, string detail) => _errors.Add(new InputError($"/query/{Show(name)}", detail));

    private static string Show(string value) => value.Length <= 80 ? value : string.Concat(value.AsSpan(0, 80), "…");
}
