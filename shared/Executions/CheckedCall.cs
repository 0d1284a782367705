using TlEngine.Engines;
using TlEngine.Executions.Results;

namespace TlEngine.Executions;

/// <summary>A call that was read and found good, ready for its attempt.</summary>
/// <param name="Key">Names its result among equal calls; null where results are not shared.</param>
internal sealed record CheckedCall(IPreparedCall Call, ResultKey? Key) : IAsyncDisposable
{
    /// <summary>The right to make the result, where it was taken already; the attempt ends it.</summary>
    public ResultPermit? Permit { get; init; }

    /// <summary>Its run, where that has begun already; the attempt ends it.</summary>
    public EarlyRun? Early { get; init; }

    /// <summary>Ends what no attempt will.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Early is not null)
        {
            await Early.DisposeAsync();
        }

        if (Permit is not null)
        {
            await Permit.DisposeAsync();
        }
    }
}
