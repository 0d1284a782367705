namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>A token that another side gave.</summary>
internal sealed record AccessToken(string Value, DateTimeOffset Begins, DateTimeOffset Ends)
{
    /// <summary>Without the value: a record that is written somewhere must not tell it.</summary>
    public override string ToString() => $"token until {Ends:O}";
}
