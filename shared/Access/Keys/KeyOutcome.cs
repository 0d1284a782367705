using TlEngine.Executions;

namespace TlEngine.Access.Keys;

/// <summary>What a change to keys came to.</summary>
public abstract record KeyOutcome
{
    private KeyOutcome()
    {
    }

    /// <param name="Text">The key itself; it exists nowhere but here.</param>
    public sealed record Issued(ApiKey Key, string Text, string WebhookSecret) : KeyOutcome
    {
        // The generated one would print the secrets.
        public override string ToString() => $"Issued {Key.Id}";
    }

    public sealed record Revoked : KeyOutcome;

    public sealed record Refused(Refusal Refusal) : KeyOutcome;
}
