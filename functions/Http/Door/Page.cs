using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions.Listing;

namespace TlEngine.Functions.Http.Door;

/// <summary><c>{"items": […], "next_cursor"}</c>.</summary>
internal static class Page
{
    /// <param name="rows">One more than the limit where there is a next page.</param>
    /// <param name="list">The list's name, which its cursors are bound to.</param>
    public static JsonBody Of<T>(
        IReadOnlyList<T> rows, int limit, Action<Utf8JsonWriter, T> write, Func<T, PageKey> keyOf, string list) =>
        new(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var row in rows.Take(limit))
            {
                write(writer, row);
            }

            writer.WriteEndArray();
            if (rows.Count > limit)
            {
                writer.WriteString("next_cursor", PageCursor.Write(keyOf(rows[limit - 1]), list));
            }
            else
            {
                writer.WriteNull("next_cursor");
            }

            writer.WriteEndObject();
        });
}
