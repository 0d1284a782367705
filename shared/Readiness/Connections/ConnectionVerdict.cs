namespace TlEngine.Readiness.Connections;

/// <summary>How one connection did.</summary>
/// <param name="State">OK, FAILED, embedded or off.</param>
/// <param name="Text">What answered, or what is wrong and what to do. It names hosts and users, never a secret.</param>
internal sealed record ConnectionVerdict(string State, string Text)
{
    public bool IsFailure => State == "FAILED";

    public static ConnectionVerdict Ok(string text) => new("OK", text);

    public static ConnectionVerdict Failed(string text) => new("FAILED", text);

    /// <summary>Nothing is set: a part of this process serves instead.</summary>
    public static ConnectionVerdict Embedded(string setting) => new("embedded", $"{setting} is not set");

    /// <summary>Nothing is set, and nothing serves instead.</summary>
    public static ConnectionVerdict Off(string setting) => new("off", $"{setting} is not set");
}
