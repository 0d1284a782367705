using System.Globalization;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Events;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Door;

/// <summary>Opens event streams.</summary>
public sealed class EventDoor
{
    private readonly IExecutionHistory _history;
    private readonly ExecutionWatch _watch;
    private readonly Shutdown _shutdown;
    private readonly TimeProvider _time;

    internal EventDoor(IExecutionHistory history, ExecutionWatch watch, Shutdown shutdown, TimeProvider time) =>
        (_history, _watch, _shutdown, _time) = (history, watch, shutdown, time);

    /// <summary>The stream; 204, which tells a browser to stop asking, where the final event was received already.</summary>
    public async Task<IResult> OpenAsync(HttpRequest request, Caller caller, string executionId)
    {
        var stories = ExecutionId.TryParse(executionId, out var id)
            ? await _history.FindNewsAsync([(id, 0)], request.HttpContext.RequestAborted)
            : [];
        if (stories is not [var story] || !caller.MaySee(story.Row.Caller))
        {
            return ExecutionAccess.NotFound(executionId);
        }

        var seen = LastEventId(request);
        return ExecutionTransitions.IsFinal(story.Row.Status) && story.History[^1].Sequence <= seen
            ? Results.NoContent()
            : new EventStream(story, seen, _watch, _time, _shutdown.Stopping);
    }

    /// <summary>An id that is none of ours begins with the first event, as no id does.</summary>
    private static int LastEventId(HttpRequest request) =>
        int.TryParse(request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
