namespace TlEngine.Executions.Requests;

/// <summary>What reading a body came to.</summary>
public abstract record RequestReading
{
    private RequestReading()
    {
    }

    public sealed record Good(ExecutionRequest Request) : RequestReading;

    /// <param name="Request">As far as it could be read; null where the body is no JSON object.</param>
    public sealed record Bad(Refusal Refusal, ExecutionRequest? Request = null) : RequestReading;
}
