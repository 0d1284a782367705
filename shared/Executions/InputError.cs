namespace TlEngine.Executions;

/// <summary>One fault of a request.</summary>
/// <param name="Pointer">RFC 6901 JSON Pointer from the root of the request body, for example <c>/data/positions/3/lat</c>.</param>
/// <param name="Detail">The value found and what is expected.</param>
public sealed record InputError(string Pointer, string Detail);
