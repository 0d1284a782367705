namespace TlEngine.Access.Keys;

/// <summary>A key that a setting seeds: it works without any row, also while the database is away.</summary>
/// <param name="Setting">The name of the setting.</param>
/// <param name="Secret">The setting's value.</param>
public sealed record SeedKey(string Setting, string Secret, Caller Caller)
{
    /// <summary>Key id, name and caller are one word.</summary>
    public string Id => Caller.Id;

    internal byte[] Hash { get; } = KeySecret.HashOf(Secret);

    // The generated one would print the secret.
    public override string ToString() => $"{Id} of {Setting}";
}
