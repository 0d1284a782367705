using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace TlEngine.Functions.Http.Door;

/// <summary>A page of this assembly. Its own script and style run, named by their hashes, and nothing else.</summary>
internal sealed partial class HtmlPage(string name) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var html = Read(name);
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; connect-src 'self'; style-src '{HashOf(html, "style")}'; script-src '{HashOf(html, "script")}'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return Results.Text(html, "text/html; charset=utf-8").ExecuteAsync(httpContext);
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        return new StreamReader(stream).ReadToEnd();
    }

    private static string HashOf(string html, string element)
    {
        var content = Elements().Matches(html).Single(match => match.Groups["name"].Value == element).Groups["content"].Value;
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    [GeneratedRegex("<(?<name>style|script)>(?<content>.*?)</\\k<name>>", RegexOptions.Singleline)]
    private static partial Regex Elements();
}
