using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TlEngine.Settings;

namespace TlEngine.Access.Tokens;

/// <summary>Tells whose bearer token a text is: signature, issuer, audience and times, then <c>sub</c> and <c>scope</c>.</summary>
internal sealed class TokenVerifier(TokenSettings tokens, ITokenKeys keys, int hourlyLimit, TimeProvider time)
{
    /// <summary>How far the issuer's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>Tokens of front ends have one or two thousand.</summary>
    public const int MaxLength = 8192;

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength };

    /// <exception cref="Readiness.DependencyUnavailableException">The issuer's keys are not known.</exception>
    public async Task<Authentication> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength)
        {
            return Refuse($"The token has {text.Length} characters; at most {MaxLength} are taken.");
        }

        if (Parse(text) is not { } token)
        {
            return Refuse("This is not a JSON Web Token.");
        }

        if (TokenHeader.Fault(token, keys.Algorithms) is { } fault)
        {
            return Refuse(fault);
        }

        var candidates = await keys.FindAsync(string.IsNullOrEmpty(token.Kid) ? null : token.Kid, token.Alg, cancellationToken);
        if (candidates.Count == 0)
        {
            return Refuse("The token's kid and algorithm name none of the issuer's keys.");
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(candidates));
        return result.IsValid ? Admit(TokenClaims.Of(token)) : Refuse(Detail(result.Exception));
    }

    private static JsonWebToken? Parse(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(IReadOnlyList<SecurityKey> candidates) => new()
    {
        ValidIssuer = tokens.Issuer,
        ValidAudience = tokens.Audience,
        ValidAlgorithms = keys.Algorithms,
        IssuerSigningKeyResolver = (_, _, _, _) => candidates,
        LifetimeValidator = CheckTimes,
    };

    /// <summary>The library's own would read the wall clock.</summary>
    private bool CheckTimes(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is not { } end)
        {
            throw new SecurityTokenNoExpirationException();
        }

        if (end + Skew <= now)
        {
            throw new SecurityTokenExpiredException { Expires = end };
        }

        return notBefore is not { } begin || begin - Skew <= now ? true : throw new SecurityTokenNotYetValidException { NotBefore = begin };
    }

    private Authentication Admit(TokenClaims claims) =>
        TokenSubject.Fault(claims.Subject) is { } fault
            ? Refuse(fault)
            : new Authentication.Granted(
                new Caller(claims.Subject!, $"sub:{claims.Subject}", claims.Scopes, hourlyLimit) { HasToken = true });

    private string Detail(Exception fault) => fault switch
    {
        SecurityTokenExpiredException expired => $"The token expired at {Moment(expired.Expires)}; get another one.",
        SecurityTokenNotYetValidException early => $"The token is not valid before {Moment(early.NotBefore)}.",
        SecurityTokenNoExpirationException => "The token has no exp; only tokens that expire are accepted.",
        SecurityTokenInvalidIssuerException => $"The token is not of the issuer {tokens.Issuer}.",
        SecurityTokenInvalidAudienceException => $"The token is not for the audience {tokens.Audience}.",
        SecurityTokenInvalidSignatureException => "The token's signature does not fit.",
        _ => "The token is not valid.",
    };

    private static Authentication.Refused Refuse(string detail) => new(detail) { ByToken = true };

    private static string Moment(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
