namespace TlEngine.Access;

/// <summary>What became of a credential.</summary>
public abstract record Authentication
{
    private Authentication()
    {
    }

    /// <param name="Caller">Who it belongs to.</param>
    public sealed record Granted(Caller Caller) : Authentication;

    /// <param name="Detail">What is wrong with it and what to do; never the credential itself.</param>
    public sealed record Refused(string Detail) : Authentication
    {
        /// <summary>True for a token, false for a key or none at all.</summary>
        public bool ByToken { get; init; }
    }
}
