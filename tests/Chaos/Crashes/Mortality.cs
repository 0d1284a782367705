namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>
/// The life of a process that shares this one: at its step it dies, and from then on whatever of it calls out never comes back, which is
/// all that the world sees of a dead process.
/// </summary>
/// <param name="step">The method of a port; null: it does not die.</param>
/// <param name="afterwards">Whether the call still has its effect.</param>
public sealed class Mortality(string? step, bool afterwards)
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Died => _died.Task;

    public Task PassAsync(string reached, bool isAfter)
    {
        if (reached == step && isAfter == afterwards)
        {
            _died.TrySetResult();
        }

        return _died.Task.IsCompleted ? Never : Task.CompletedTask;
    }
}
