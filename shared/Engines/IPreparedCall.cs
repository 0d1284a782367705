using System.Buffers;

namespace TlEngine.Engines;

/// <summary>A request that was read and found good.</summary>
public interface IPreparedCall
{
    /// <summary>Items in the input, to be compared with <see cref="EngineDescriptor.SyncLimit"/>.</summary>
    int Size { get; }

    /// <summary>
    /// Known after the run: the result would be another one at another time, because the call left a time such as <c>now</c> to the clock
    /// and it mattered. Such a result is not to be cached.
    /// </summary>
    bool DependsOnClock => false;

    /// <summary>Ids of the other engines that the run may use; who may not use one of them may not make the call.</summary>
    IReadOnlyList<string> OtherEngines => [];

    /// <summary>Whether this call has no side effects though its engine may have some.</summary>
    bool IsWithoutSideEffects => false;

    /// <summary>
    /// Runs once and writes one JSON object. When the engine reports on its input, the first member is <c>quality</c>:
    /// <c>{input, used, flags: {reason: count}}</c>; the last is <c>parameters</c>, the effective ones.
    /// Throws <see cref="EngineFailedException"/> for a failure that can be explained.
    /// </summary>
    ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken);
}
