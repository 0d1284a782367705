namespace TlEngine.Executions.Requests;

/// <summary>What reading a body came to.</summary>
public abstract record RequestReading
{
    private RequestReading()
    {
    }

    public sealed record Good(ExecutionRequest Request) : RequestReading;

    public sealed record Bad(Refusal Refusal) : RequestReading;
}
