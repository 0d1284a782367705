using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Messaging.Tasks;

/// <summary>What a message of a task queue is.</summary>
internal abstract record TaskMessage
{
    private TaskMessage()
    {
    }

    /// <summary>Ours: look at that row.</summary>
    public sealed record Wake(ExecutionId Id) : TaskMessage;

    /// <summary>A producer's task.</summary>
    /// <param name="Id">The id its row gets; one carried over from an earlier delivery that could not be recorded, else null.</param>
    /// <param name="Faults">Earlier deliveries that met a fault of ours.</param>
    public sealed record Task(ExecutionRequest Request, ExecutionId? Id, int Faults) : TaskMessage;

    /// <summary>Nothing that could ever run.</summary>
    public sealed record Junk(Refusal Refusal) : TaskMessage;
}
