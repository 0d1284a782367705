using TlEngine.Engines;
using TlEngine.Executions.Results;

namespace TlEngine.Executions;

/// <summary>A call that was read and found good, ready for its attempt.</summary>
/// <param name="Key">Names its result among equal calls; null where results are not shared.</param>
internal sealed record CheckedCall(IPreparedCall Call, ResultKey? Key)
{
    /// <summary>The right to make the result, where it was taken already; the attempt ends it.</summary>
    public ResultPermit? Permit { get; init; }
}
