using TlEngine.Keda.Functions;

namespace TlEngine.Keda.Roles;

/// <summary>Which functions a role takes: all of a kind, or those of one queue.</summary>
internal sealed record RoleSource
{
    public required TriggerKind Kind { get; init; }
    public string? Queue { get; init; }

    public bool Takes(FunctionTrigger function) => function.Kind == Kind && (Kind != TriggerKind.Queue || function.Queue == Queue);
}
