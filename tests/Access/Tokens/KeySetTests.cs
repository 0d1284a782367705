using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TlEngine.Access.Tokens;

namespace TlEngine.Tests.Access.Tokens;

public sealed class KeySetTests
{
    private static readonly RSA Key = RSA.Create(2048);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("""{"keys":7}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"!","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""")]
    [InlineData("<html></html>")]
    public void NothingUsable_IsNull(string json) => Assert.Null(KeySet.Parse(json));

    [Theory]
    [InlineData("use", "enc")]
    [InlineData("alg", "RS512")]
    [InlineData("alg", "RSA-OAEP")]
    [InlineData("kid", "other")]
    public void KeyForAnotherPurpose_IsNotFound(string member, string value)
    {
        var jwk = TokenFactory.Jwk(Key, "a");
        jwk[member] = value;

        Assert.Empty(KeySet.Parse(TokenFactory.KeySet(jwk, TokenFactory.Jwk(Key, "b")))!.Find("a", "RS256"));
    }

    [Fact]
    public void ShortRsaKey_IsLeftOut()
    {
        using var weak = RSA.Create(1024);

        Assert.Null(KeySet.Parse(TokenFactory.KeySet(TokenFactory.Jwk(weak, "weak"))));
    }

    /// <summary>An issuer may send anything.</summary>
    [Fact]
    public void AnyCharacterChanged_NeverThrows()
    {
        var text = TokenFactory.KeySet(TokenFactory.Jwk(Key, "a"));
        var random = new Random(20260301);
        for (var i = 0; i < 5000; i++)
        {
            var changed = text.ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                changed[random.Next(changed.Length)] = (char)random.Next(' ', 0x180);
            }

            KeySet.Parse(new string(changed))?.Find("a", "RS256");
        }

        foreach (var value in (JsonNode?[])[null, 7, true, new JsonArray(1), new JsonObject()])
        {
            foreach (var member in (string[])["kty", "kid", "use", "alg", "n", "e", "key_ops", "x5c"])
            {
                var jwk = TokenFactory.Jwk(Key, "a");
                jwk[member] = value?.DeepClone();
                KeySet.Parse(TokenFactory.KeySet(jwk))?.Find("a", "RS256");
            }
        }
    }
}
