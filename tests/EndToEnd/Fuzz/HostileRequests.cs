using System.Globalization;
using System.Text;
using System.Text.Json;
using TlEngine.Tests.Api;
using TlEngine.Tests.Engines;

namespace TlEngine.Tests.EndToEnd.Fuzz;

/// <summary>Requests that begin as good ones of docs/openapi.yaml and are then mutated: method, path, query, headers, tokens, body.</summary>
internal sealed class HostileRequests(int seed, string goodKey)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"];

    private static readonly string[] Junk =
    [
        // Without %00: the web server itself refuses it in a path, before any function.
        "", "..", "%2e%2e%2f", "a%2Fb", "🚌", "'; DROP TABLE executions; --", "-1", "NaN", "1e999", "00000000-0000-0000-0000-000000000000",
        "{}", "null", "true", "[", "\"", "%", "%zz", "+", "9223372036854775808", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "😀😀", "%F0%28%8C%28",
        new string('x', 300), "track.*", "*", "status", "execute", "batch", "replay",
    ];

    private static readonly string[] Queries =
        ["limit", "cursor", "since", "until", "status", "tag", "engine_id", "window", "mode", "caller", "queue", "code", "unknown"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("X-API-Key", ["", "wrong", "tle_000000000000.x", "Bearer x", new string('k', 4000), "ключ"]),
        ("Authorization", ["Bearer", "Bearer x", "Bearer a.b.c", Token("""{"alg":"none"}"""), Token("""{"alg":"HS256","jku":"http://127.0.0.1/"}"""), "Basic YTpi"]),
        ("Prefer", ["respond-async", "wait=0", "wait=-1", "wait=999999999999", "respond-async, wait=1", ";;=,", "return=minimal"]),
        ("Idempotency-Key", ["", "fuzz-1", "fuzz-2", "a b", "é", new string('i', 256)]),
        ("Content-Type", ["text/plain", "application/json; charset=utf-16", "application/xml", "application/vnd.api+json", "", "/"]),
        ("Content-Encoding", ["gzip", "identity", "br"]),
        ("Last-Event-ID", ["0", "-1", "99999999999", "x", "2"]),
        ("Origin", ["https://evil.example", "null", "https://a.example"]),
        ("Access-Control-Request-Method", ["POST", "BREW", ""]),
        ("traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-zz-zz-00", "ff", ""]),
        ("Accept", ["text/event-stream", "application/xml", "*/*;q=0"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
    ];

    private static readonly string[] Bodies =
    [
        "", "{", "[]", "null", "0", "\"x\"", "{}", """{"data":{}}""", """{"data":{},"data":{}}""", "{\"data\":{\"positions\":[[[[1]]]]}}",
        """{"engine_id":"track.summary","data":{"positions":[{"t":1e400,"lat":"x","lon":null}]}}""", "{\"data\":{},\"options\":{\"timeout_s\":1e308}}",
        """{"items":[]}""", """{"items":[null,1,{},{"engine_id":"track.summary","data":{"positions":[]}}]}""", "{\"\\u0000\":1}", "{\"a\\ud800\":1}",
        """{"name":"x","scopes":["*"]}""", """{"limit":0,"since":"x","until":[],"ids":[1]}""",
        string.Concat(Enumerable.Repeat("[", 5000)), $$"""{"data":{{string.Concat(Enumerable.Repeat("{\"a\":", 70))}}1{{new string('}', 71)}}""",
        """{"engine_id":"track.summary","data":{"positions":[]},"cron":"* * * * *","every_s":60}""",
    ];

    private readonly (string Method, string Path, byte[]? Body)[] _good =
        [.. ApiDocument.Operations.Select(known => (known.Method, known.Path, ExampleOf(known.Operation)))];

    public HttpRequestMessage Make(int number)
    {
        var random = new Random(HashCode.Combine(seed, number));
        var (method, template, body) = _good[random.Next(_good.Length)];
        var path = string.Join('/', template.Split('/').Select(segment => segment.StartsWith('{') || random.Next(12) == 0 ? Pick(random, Junk) : segment));
        var request = new HttpRequestMessage(
            new HttpMethod(random.Next(6) == 0 ? Pick(random, Methods) : method), new Uri($"/{path.TrimStart('/')}{Query(random)}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("X-API-Key", goodKey);
        if (request.Method != HttpMethod.Trace && (body is not null || random.Next(4) == 0))
        {
            request.Content = new ByteArrayContent(BodyOf(random, body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var (name, values) = Headers[random.Next(Headers.Length)];
            Set(request, name, Pick(random, values));
        }

        return request;
    }

    private static byte[] BodyOf(Random random, byte[]? good) => random.Next(3) switch
    {
        0 when good is not null => good,
        1 when good is not null => MutatedBytes.Mutate(good, random),
        _ => Encoding.UTF8.GetBytes(Pick(random, Bodies)),
    };

    private static string Query(Random random) => random.Next(3) != 0
        ? ""
        : "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Pick(random, Queries)}={Pick(random, Junk)}"));

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (name.StartsWith("Content-", StringComparison.Ordinal))
        {
            request.Content?.Headers.Remove(name);
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        else
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static byte[]? ExampleOf(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body)
        && body.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out var example)
            ? Encoding.UTF8.GetBytes(example.GetRawText())
            : null;

    private static string Token(string header) => string.Create(
        CultureInfo.InvariantCulture,
        $"Bearer {Convert.ToBase64String(Encoding.ASCII.GetBytes(header)).TrimEnd('=')}.{Convert.ToBase64String("""{"sub":"x","scope":"*"}"""u8).TrimEnd('=')}.AAAA");

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
