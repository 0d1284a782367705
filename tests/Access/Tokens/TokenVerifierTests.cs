using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Access;
using TlEngine.Access.Tokens;
using TlEngine.Settings;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Access.Tokens;

public sealed class TokenVerifierTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a shared secret of more than 32 bytes");

    private readonly ManualClock _clock = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TokenVerifier _byKeySet;
    private readonly TokenVerifier _bySecret;
    private string _keySet;

    public TokenVerifierTests()
    {
        _keySet = TokenFactory.KeySet(TokenFactory.Jwk(_rsa, "rsa"), TokenFactory.Jwk(_ec, "ec", "P-256"));
        var keys = new IssuerKeys(_ => Task.FromResult((KeySet.Parse(_keySet), (string?)null)), _clock, NullLogger<IssuerKeys>.Instance);
        var settings = new TokenSettings(TokenFactory.Issuer, TokenFactory.Audience, null, null);
        _byKeySet = new TokenVerifier(settings, keys, 100, _clock);
        _bySecret = new TokenVerifier(settings, new SharedSecret(Encoding.UTF8.GetString(Secret)), 100, _clock);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    [Fact]
    public async Task GoodToken_IsItsSubjectWithItsScopes()
    {
        var caller = await GrantedAsync(_byKeySet, TokenFactory.Rs256(_rsa, "rsa", Claims()));

        Assert.Equal(("user-1", "sub:user-1", 100), (caller.Id, caller.KeyId, caller.HourlyLimit));
        Assert.True(caller.May(Scopes.EnginesExecute));
        Assert.False(caller.May(Scopes.OpsRead));
        Assert.False(caller.SignsCallbacks);
        Assert.Equal("user-1", (await GrantedAsync(_bySecret, TokenFactory.Hs256(Secret, Claims()))).Id);
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task RsaAlgorithms_AreTaken(string algorithm)
    {
        var hash = new HashAlgorithmName($"SHA{algorithm[2..]}");
        var padding = algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

        await GrantedAsync(_byKeySet, TokenFactory.Sign(
            TokenFactory.Header(algorithm, "rsa"), Claims(), bytes => _rsa.SignData(bytes, hash, padding)));
    }

    [Fact]
    public async Task EllipticCurve_IsTakenForItsOwnAlgorithmOnly()
    {
        string Token(string algorithm, string kid) =>
            TokenFactory.Sign(TokenFactory.Header(algorithm, kid), Claims(), bytes => _ec.SignData(bytes, HashAlgorithmName.SHA256));

        await GrantedAsync(_byKeySet, Token("ES256", "ec"));
        Assert.Contains("none of the issuer's keys", await RefusedAsync(_byKeySet, Token("ES384", "ec")), StringComparison.Ordinal);
        Assert.Contains("none of the issuer's keys", await RefusedAsync(_byKeySet, Token("ES256", "rsa")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlgNone_IsRefused()
    {
        foreach (var algorithm in (string[])["none", "None", "NONE", ""])
        {
            var token = TokenFactory.Sign(TokenFactory.Header(algorithm, "rsa"), Claims(), _ => []);
            Assert.Contains("algorithm", await RefusedAsync(_byKeySet, token), StringComparison.Ordinal);
            Assert.Contains("algorithm", await RefusedAsync(_bySecret, token), StringComparison.Ordinal);
        }
    }

    /// <summary>The classic: the public key, which all know, taken as an HMAC secret.</summary>
    [Fact]
    public async Task HmacWithThePublicKey_IsRefused()
    {
        byte[][] publics = [Encoding.UTF8.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), _rsa.ExportSubjectPublicKeyInfo()];

        foreach (var secret in publics)
        {
            Assert.Contains("algorithm", await RefusedAsync(_byKeySet, TokenFactory.Hs256(secret, Claims(), "rsa")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RsaWhereASecretIsShared_IsRefused() =>
        Assert.Contains("algorithm", await RefusedAsync(_bySecret, TokenFactory.Rs256(_rsa, null, Claims())), StringComparison.Ordinal);

    [Fact]
    public async Task OctetKeyInTheKeySet_SignsNothing()
    {
        var octet = new JsonObject { ["kty"] = "oct", ["kid"] = "oct", ["k"] = System.Buffers.Text.Base64Url.EncodeToString(Secret) };
        _keySet = TokenFactory.KeySet(TokenFactory.Jwk(_rsa, "rsa"), octet);

        Assert.Contains("algorithm", await RefusedAsync(_byKeySet, TokenFactory.Hs256(Secret, Claims(), "oct")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5c")]
    [InlineData("x5u")]
    [InlineData("crit")]
    public async Task HeaderThatBringsItsOwnKey_IsRefused(string member)
    {
        using var attacker = RSA.Create(2048);
        foreach (var signer in (RSA[])[attacker, _rsa])
        {
            var header = TokenFactory.Header("RS256", "rsa");
            header[member] = member switch
            {
                "jwk" => TokenFactory.Jwk(attacker, "rsa"),
                "x5c" or "crit" => new JsonArray("exp"),
                _ => "https://attacker.test/keys",
            };
            var token = TokenFactory.Sign(header, Claims(), bytes => signer.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

            Assert.Contains($"\"{member}\"", await RefusedAsync(_byKeySet, token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnotherKeyUnderAKnownKid_IsRefused()
    {
        using var attacker = RSA.Create(2048);

        Assert.Contains("signature", await RefusedAsync(_byKeySet, TokenFactory.Rs256(attacker, "rsa", Claims())), StringComparison.Ordinal);
        Assert.Contains("none of", await RefusedAsync(_byKeySet, TokenFactory.Rs256(_rsa, "other", Claims())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoKid_IsTakenWhereThereIsOneKeyOnly()
    {
        Assert.Contains("none of", await RefusedAsync(_byKeySet, TokenFactory.Rs256(_rsa, null, Claims())), StringComparison.Ordinal);

        _keySet = TokenFactory.KeySet(TokenFactory.Jwk(_rsa, null));
        _clock.Advance(IssuerKeys.Pause);
        await RefusedAsync(_byKeySet, TokenFactory.Rs256(_rsa, "other", Claims()));
        await GrantedAsync(_byKeySet, TokenFactory.Rs256(_rsa, null, Claims()));
    }

    /// <summary>60 s of skew at both ends, to the second.</summary>
    [Theory]
    [InlineData("exp", -59, null)]
    [InlineData("exp", -60, "expired at 2026-03-01T11:59:00Z")]
    [InlineData("nbf", 60, null)]
    [InlineData("nbf", 61, "not valid before 2026-03-01T12:01:01Z")]
    public async Task Times_AreHeldWithTheSkew(string claim, int seconds, string? fault)
    {
        var claims = Claims();
        claims[claim] = _clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        if (claim == "exp")
        {
            claims.Remove("nbf");
        }

        await ExpectAsync(claims, fault);
    }

    [Theory]
    [InlineData("iss", "https://other.test/", "not of the issuer")]
    [InlineData("iss", null, "not of the issuer")]
    [InlineData("aud", "other", "not for the audience")]
    [InlineData("aud", null, "not for the audience")]
    [InlineData("exp", null, "no exp")]
    [InlineData("sub", null, "sub must")]
    [InlineData("sub", "", "sub must")]
    [InlineData("sub", "a\nb", "sub must")]
    [InlineData("sub", "admin", "another kind of caller")]
    [InlineData("sub", "TL-Plane", "another kind of caller")]
    [InlineData("sub", "key:0197a000-0000-7000-8000-000000000000", "another kind of caller")]
    [InlineData("sub", "amqp:tracker", "another kind of caller")]
    public async Task WrongClaim_IsRefusedByName(string claim, string? value, string fault)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        await ExpectAsync(claims, fault);
    }

    [Fact]
    public async Task SeveralAudiences_OneOfThemIsEnough()
    {
        var claims = Claims();
        claims["aud"] = new JsonArray("other", TokenFactory.Audience);

        await ExpectAsync(claims, null);
    }

    [Fact]
    public async Task NoScopeOrAListOfThem_IsACallerWhoMayNothing()
    {
        foreach (var scope in (JsonNode?[])[null, new JsonArray("engines:read"), 7])
        {
            var claims = Claims();
            claims["scope"] = scope;
            Assert.Empty((await GrantedAsync(_byKeySet, TokenFactory.Rs256(_rsa, "rsa", claims))).Scopes);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.AAAA")]
    public async Task NoToken_IsRefused(string text) => await RefusedAsync(_byKeySet, text);

    [Fact]
    public async Task TooLong_IsRefusedUnread()
    {
        var claims = Claims();
        claims["more"] = new string('x', TokenVerifier.MaxLength);

        Assert.Contains("8192", await RefusedAsync(_byKeySet, TokenFactory.Rs256(_rsa, "rsa", claims)), StringComparison.Ordinal);
    }

    /// <summary>No change of a character makes another good token, and none makes the verifier throw.</summary>
    [Fact]
    public async Task AnyCharacterChanged_IsRefused()
    {
        var token = TokenFactory.Rs256(_rsa, "rsa", Claims());
        var random = new Random(20260301);
        for (var i = 0; i < 2000; i++)
        {
            var text = token.ToCharArray();
            var at = random.Next(text.Length);
            text[at] = (char)random.Next(' ', 0x100);
            // The last character of 256 bytes as Base64Url has two bits that mean nothing.
            if (text[at] != token[at] && at != token.Length - 1)
            {
                await RefusedAsync(_byKeySet, new string(text));
            }
        }
    }

    private JsonObject Claims() => TokenFactory.Claims(_clock.GetUtcNow());

    private async Task ExpectAsync(JsonObject claims, string? fault)
    {
        foreach (var (verifier, token) in new[]
        {
            (_byKeySet, TokenFactory.Rs256(_rsa, "rsa", claims)), (_bySecret, TokenFactory.Hs256(Secret, claims)),
        })
        {
            if (fault is null)
            {
                await GrantedAsync(verifier, token);
            }
            else
            {
                Assert.Contains(fault, await RefusedAsync(verifier, token), StringComparison.Ordinal);
            }
        }
    }

    private static async Task<Caller> GrantedAsync(TokenVerifier verifier, string token)
    {
        var authentication = await verifier.VerifyAsync(token, default);
        Assert.True(authentication is Authentication.Granted, authentication.ToString());
        return ((Authentication.Granted)authentication).Caller;
    }

    private static async Task<string> RefusedAsync(TokenVerifier verifier, string token)
    {
        var refused = Assert.IsType<Authentication.Refused>(await verifier.VerifyAsync(token, default));
        Assert.True(refused.ByToken);
        return refused.Detail;
    }
}
