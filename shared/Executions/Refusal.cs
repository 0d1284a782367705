namespace TlEngine.Executions;

/// <summary>Why a request or a task was not accepted. Nothing was stored for it.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Detail">What, which value, what to do.</param>
public sealed record Refusal(string Code, string Detail, IReadOnlyList<InputError>? Errors = null);
