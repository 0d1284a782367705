namespace TlEngine.Executions;

/// <summary>A stored failure: recorded once, where the decision is made.</summary>
/// <param name="Code">The problem code of the API, for example <c>engine_failed</c>.</param>
/// <param name="Message">What happened and what to do; never a secret in it.</param>
/// <param name="Retriable">Whether another attempt may help.</param>
/// <param name="Attempt">The attempt that failed, from 1.</param>
/// <param name="Errors">The faulty members of the input, when the input was refused.</param>
public sealed record ExecutionError(
    string Code, string Message, bool Retriable, int Attempt, IReadOnlyList<InputError>? Errors = null);
