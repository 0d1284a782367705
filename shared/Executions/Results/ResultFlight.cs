namespace TlEngine.Executions.Results;

/// <summary>A result that this process is looking up or making; equal calls wait for its end.</summary>
internal sealed class ResultFlight
{
    private readonly TaskCompletionSource<Landing> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Land(Landing landing) => _end.TrySetResult(landing);

    public Task<Landing> WaitAsync(CancellationToken cancellationToken) => _end.Task.WaitAsync(cancellationToken);

    /// <param name="Result">Null where there is none.</param>
    /// <param name="LookAgain">Without a result: nothing was tried; else the maker failed.</param>
    public readonly record struct Landing(Payload? Result, bool LookAgain);
}
