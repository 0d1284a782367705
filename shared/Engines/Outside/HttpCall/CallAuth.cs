using TlEngine.Engines.Outside.Secrets;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>How a call proves who calls.</summary>
internal abstract record CallAuth
{
    private CallAuth()
    {
    }

    /// <summary>The header that it is sent in.</summary>
    public virtual string Header => "Authorization";

    /// <summary><c>Authorization: Bearer …</c> (RFC 6750).</summary>
    public sealed record Bearer(SecretTemplate Token) : CallAuth;

    /// <summary>A header of the other side's choice.</summary>
    public sealed record ApiKey(string Name, SecretTemplate Value) : CallAuth
    {
        public override string Header => Name;
    }

    /// <summary>OAuth 2 client credentials (RFC 6749, 4.4).</summary>
    /// <param name="InBody">Whether the client proves itself in the body instead of by Basic authentication.</param>
    public sealed record ClientCredentials(
        Uri TokenUrl, string ClientId, SecretTemplate ClientSecret, string? Scope, string? Audience, bool InBody) : CallAuth;
}
