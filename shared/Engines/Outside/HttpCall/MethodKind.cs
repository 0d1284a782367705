using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>A method of HTTP, in any case.</summary>
internal sealed class MethodKind : TextKind
{
    private static readonly string[] Methods = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST", "PATCH"];

    public override string Expected => "one of " + string.Join(", ", Methods);

    public override IReadOnlyList<string> AllowedValues => Methods;

    protected override object? Parse(string text) =>
        Methods.FirstOrDefault(method => method.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known
            ? new HttpMethod(known)
            : null;

    protected override string Format(object value) => ((HttpMethod)value).Method;
}
