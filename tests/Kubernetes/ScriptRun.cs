namespace TlEngine.Tests.Kubernetes;

/// <summary>How a script ended.</summary>
/// <param name="Calls">Arguments of each call of kubectl.</param>
internal sealed record ScriptRun(int ExitCode, string Output, string Error, IReadOnlyList<string> Calls);
