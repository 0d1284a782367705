namespace TlEngine.Executions.Results;

/// <summary>What is known of a result before the engine runs.</summary>
internal abstract record ResultLookup
{
    private ResultLookup()
    {
    }

    /// <summary>An equal call had it.</summary>
    public sealed record Hit(Payload Result) : ResultLookup;

    /// <summary>Nobody has it: run the engine.</summary>
    /// <param name="Permit">Shares what comes of it; null where an equal call has just failed: then each runs for itself.</param>
    public sealed record Make(ResultPermit? Permit) : ResultLookup;

    /// <summary>An equal call is making it at this moment.</summary>
    public sealed record Busy : ResultLookup;
}
